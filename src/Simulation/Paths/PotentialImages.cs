using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Images under a potential: each with an evaluator of its own, which keeps its neighbour lists, side by side on the team. Large structures, and potentials that look at whole structures (programs, quantum chemistry), which use
/// the team themselves, come one after the other.
/// </summary>
sealed class PotentialImages : IImageForces, IJob
{
    const double Skin = 0.3;

    /// <summary>From so many atoms on, one structure keeps a team busy.</summary>
    const int Large = 2000;

    readonly IEvaluator[] _evaluators;
    readonly Team? _team;
    IReadOnlyList<Structure> _images = [];
    IReadOnlyList<int> _which = [];
    IReadOnlyList<Prediction> _into = [];

    internal PotentialImages(IPotential potential, int images, int atoms, Precision precision, Team team, CancellationToken cancellation)
    {
        var whole = potential.Cutoff is null;
        _team = whole || atoms >= Large ? null : team;
        var options = new EvaluatorOptions(_team is null ? team : Team.Single, precision, Skin) { Cancellation = cancellation };
        if (whole)
        {
            var one = potential.Open(options);
            _evaluators = [.. Enumerable.Repeat(one, images)];
        }
        else
        {
            _evaluators = [.. Enumerable.Range(0, images).Select(_ => potential.Open(options))];
        }
    }

    public void Evaluate(IReadOnlyList<Structure> images, IReadOnlyList<int> which, IReadOnlyList<Prediction> into)
    {
        (_images, _which, _into) = (images, which, into);
        if (_team is not null)
        {
            _team.Run(this, which.Count);
            return;
        }
        for (var k = 0; k < which.Count; k++)
            ((IJob)this).Run(k, 0);
    }

    void IJob.Run(int index, int worker)
    {
        var image = _which[index];
        _evaluators[image].Evaluate(_images[image], Request.Forces, _into[image]);
    }

    public void Dispose()
    {
        foreach (var evaluator in _evaluators.Distinct())
            evaluator.Dispose();
    }
}
