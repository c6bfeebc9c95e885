using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>A sound potential with something added that no potential may have. For tests alone.</summary>
sealed class BrokenPotential(IPotential sound, Action<Structure, Prediction> damage) : IPotential
{
    public string Name => "broken";

    public double? Cutoff => sound.Cutoff;

    public bool Covers(Element element) => sound.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => new Evaluator(sound.Open(options), damage);

    sealed class Evaluator(IEvaluator sound, Action<Structure, Prediction> damage) : IEvaluator
    {
        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            sound.Evaluate(structure, request, into);
            damage(structure, into);
        }

        public void Dispose() => sound.Dispose();
    }

    /// <summary>A field along x, which knows where up is: energy and forces agree, but not with a rotated structure.</summary>
    public static IPotential NotInvariant(IPotential sound) => new BrokenPotential(sound, (structure, p) =>
    {
        for (var i = 0; i < structure.Count; i++)
        {
            p.Energy += 0.01 * Math.Sin(structure.Positions[i].X);
            p.Forces[i] += new Vec3(-0.01 * Math.Cos(structure.Positions[i].X), 0, 0);
        }
    });

    /// <summary>The first atom of the list counts more than the others: names matter.</summary>
    public static IPotential KnowsNames(IPotential sound) => new BrokenPotential(sound, (structure, p) =>
    {
        p.Energy += 0.01 * p.Forces[0].Length;
    });

    /// <summary>Handed: sees the sense in which the first three neighbours of space turn.</summary>
    public static IPotential Handed(IPotential sound) => new BrokenPotential(sound, (structure, p) =>
    {
        var r = structure.Positions;
        if (r.Length >= 4)
            p.Energy += 1e-3 * Vec3.Dot(r[1] - r[0], Vec3.Cross(r[2] - r[0], r[3] - r[0]));
    });

    /// <summary>Forces as a model without an energy may give them: a whirl about an axis, which does work on whatever goes round.</summary>
    public static IPotential NotConservative(IPotential sound) => new BrokenPotential(sound, (structure, p) =>
    {
        for (var i = 0; i < structure.Count; i++)
            p.Forces[i] += 0.1 * new Vec3(-structure.Positions[i].Y, structure.Positions[i].X, 0);
    });

    /// <summary>Stress of the wrong sign.</summary>
    public static IPotential StressOfWrongSign(IPotential sound) => new BrokenPotential(sound, (_, p) => p.Virial = -1.0 * p.Virial);

    /// <summary>A normalisation over the whole structure: far atoms notice.</summary>
    public static IPotential Nonlocal(IPotential sound) => new BrokenPotential(sound, (structure, p) =>
    {
        var mean = p.Energy / structure.Count;
        for (var i = 0; i < p.AtomEnergies.Length; i++)
            p.AtomEnergies[i] += 0.1 * (mean - p.AtomEnergies[i]);
    });

    /// <summary>Energy that does not grow with the system.</summary>
    public static IPotential NotExtensive(IPotential sound) => new BrokenPotential(sound, (_, p) => p.Energy += 0.5);

    public static IPotential NotANumber(IPotential sound) => new BrokenPotential(sound, (structure, p) => p.Forces[structure.Count / 2] = new Vec3(double.NaN, 0, 0));
}
