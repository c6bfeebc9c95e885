using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// <c>path(file.xyz)</c>: how far along the frames of a file a structure is, s = Σ k exp(−λ d_k) / Σ exp(−λ d_k), from 1 to their number, d_k being the mean squared distance from frame k after the best superposition; <c>path(file.xyz,z)</c>:
/// how far beside, z = −ln Σ exp(−λ d_k) / λ, Å² (Branduardi, Gervasio and Parrinello, J. Chem. Phys. 126, 054103 (2007)). <c>lambda=</c> (1/Å²) is 2.3 over the mean squared distance of neighbouring frames where not said.
/// </summary>
sealed class PathVariable : ICollectiveVariable
{
    readonly Reference[] _frames;
    readonly bool _beside;
    readonly double _lambda;

    PathVariable(string name, Reference[] frames, bool beside, double? lambda)
    {
        (Name, _frames, _beside) = (name, frames, beside);
        LastAtom = frames[0].Atoms.ToArray().Max();
        _lambda = lambda ?? 2.3 / Spacing();
        if (!double.IsFinite(_lambda))
            throw new SimulationException($"The frames of '{name}' are the same; a path goes somewhere. Say lambda=… or take other frames.");
    }

    internal static CollectiveKind Kind { get; } = new("path", "path(file.xyz) or path(file.xyz,z)", a =>
    {
        var beside = a.Count > 1 && a.Word(1, "s", "z") == "z";
        var frames = a.Frames(0);
        if (frames.Length < 2)
            throw a.Wrong("a path has at least two frames");
        Reference[] references = [.. frames.Select(f => new Reference(f, [], a.Text))];
        foreach (var frame in frames)
            references[0].Check(frame, a.Text);
        return new PathVariable(a.Text, references, beside, a.Positive("lambda"));
    });

    public string Name { get; }

    public string Unit => _beside ? "Å²" : "";

    public double? Period => null;

    public int LastAtom { get; }

    public void Check(Structure structure) => _frames[0].Check(structure, Name);

    public double Evaluate(Structure structure, double factor, CollectiveGradient into)
    {
        var places = _frames[0].Gather(structure, into);
        var slopes = into.Slopes(places.Length);
        var weights = into.Numbers(_frames.Length);
        var nearest = double.PositiveInfinity;
        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] = Superposition.Deviation(places, _frames[k].Places, 0, slopes);
            nearest = Math.Min(nearest, weights[k]);
        }
        double sum = 0, along = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] = Math.Exp(-_lambda * (weights[k] - nearest));
            sum += weights[k];
            along += (k + 1) * weights[k];
        }
        var s = along / sum;
        slopes.Clear();
        for (var k = 0; k < weights.Length; k++)
        {
            var share = weights[k] / sum;
            Superposition.Deviation(places, _frames[k].Places, _beside ? share : -_lambda * (k + 1 - s) * share, slopes);
        }
        _frames[0].Scatter(factor, places, slopes, into);
        return _beside ? nearest - Math.Log(sum) / _lambda : s;
    }

    double Spacing()
    {
        var scratch = new Vec3[_frames[0].Places.Length];
        double sum = 0;
        for (var k = 1; k < _frames.Length; k++)
            sum += Superposition.Deviation(_frames[k].Places, _frames[k - 1].Places, 0, scratch);
        return sum / (_frames.Length - 1);
    }
}
