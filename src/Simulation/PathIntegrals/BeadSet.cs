using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// A potential on beads: on all of a ring, or on the fewer ones of the ring contracted to its lowest modes. Its part of the ring polymer's energy is (P/P′) Σ_j′ V(q′_j′), which is Σ_j V(q_j) where P′ = P.
/// </summary>
/// <remarks>
/// Small molecules are evaluated all at once, as <see cref="IEvaluator.EvaluateEach"/> does best; they keep no lists. In what repeats, or is large, each bead has an evaluator and lists of its own and beads are shared out among threads;
/// beads of thousands of atoms, and potentials that see the whole structure (other programs among them), are evaluated one after the other by the whole team.
/// </remarks>
sealed class BeadSet : IJob, IDisposable
{
    const int MostTogether = 448, MostApart = 2000;

    readonly BeadModes _modes;
    readonly int[] _within;
    readonly IEvaluator[] _evaluators;
    readonly Request _request;
    readonly Team _team;
    readonly bool _apart;
    readonly double _scale;

    internal BeadSet(IPotential potential, Structure structure, int beads, int ring, PathIntegralSettings settings, Team team, CancellationToken cancellation)
    {
        (Potential, _modes, _team) = (potential, new BeadModes(beads), team);
        _within = _modes.Within(ring);
        _scale = Math.Sqrt((double)beads / ring);
        _request = Request.Forces | (structure.Periodic.IsBulk ? Request.Virial : 0);
        Structures = [.. Enumerable.Range(0, beads).Select(_ => structure.Clone())];
        Predictions = [.. Enumerable.Range(0, beads).Select(_ => new Prediction())];
        Together = potential.Cutoff is null || (!structure.Periodic.Any && structure.Count <= MostTogether);
        _apart = !Together && structure.Count <= MostApart;
        var options = new EvaluatorOptions(_apart ? Team.Single : team, settings.Precision, Together ? 0 : settings.Skin) { Cancellation = cancellation };
        _evaluators = [.. Enumerable.Range(0, Together ? 1 : beads).Select(_ => potential.Open(options))];
    }

    internal IPotential Potential { get; }

    /// <summary>Whether one evaluator serves all beads, and keeps nothing from one step to the next.</summary>
    internal bool Together { get; }

    internal Structure[] Structures { get; }

    internal Prediction[] Predictions { get; }

    internal int Beads => Structures.Length;

    internal IEvaluator EvaluatorOf(int bead) => _evaluators[Together ? 0 : bead];

    /// <summary>Mean energy over beads, eV.</summary>
    internal double Energy
    {
        get
        {
            double sum = 0;
            foreach (var prediction in Predictions)
                sum += prediction.Energy;
            return sum / Beads;
        }
    }

    /// <summary>Mean trace of the virial over beads, eV.</summary>
    internal double VirialTrace
    {
        get
        {
            double sum = 0;
            foreach (var prediction in Predictions)
                sum += prediction.Virial.Trace;
            return sum / Beads;
        }
    }

    /// <summary>Puts the beads where the modes say: q′_j′ = √(P′/P) Σ_k C′_kj′ q̃_k, for numbers <paramref name="first"/> … of each row.</summary>
    /// <param name="modes">Row k is mode k of the whole ring.</param>
    /// <param name="stride">Numbers in a row: three for each atom.</param>
    internal void Place(double[] modes, int stride, int first, int count)
    {
        for (var j = 0; j < Beads; j++)
        {
            var into = MemoryMarshal.Cast<Vec3, double>(Structures[j].Positions.AsSpan()).Slice(first, count);
            into.Clear();
            for (var k = 0; k < Beads; k++)
                Vectors.AddScaled(_scale * _modes[k, j], modes.AsSpan(_within[k] * stride + first, count), into);
        }
    }

    /// <summary>Adds forces on modes: f̃_k += w √(P/P′) Σ_j′ C′_kj′ F_j′ with the weight w.</summary>
    internal void Gather(double[] forces, int stride, int first, int count, double weight = 1)
    {
        for (var k = 0; k < Beads; k++)
        {
            var into = forces.AsSpan(_within[k] * stride + first, count);
            for (var j = 0; j < Beads; j++)
                Vectors.AddScaled(weight * _modes[k, j] / _scale, Vec3.Flatten(Predictions[j].Forces).Slice(first, count), into);
        }
    }

    internal void Evaluate()
    {
        if (Together)
            _evaluators[0].EvaluateEach(Structures, _request, Predictions);
        else if (_apart)
            _team.Run(this, Beads);
        else
            for (var j = 0; j < Beads; j++)
                EvaluateOne(j);
    }

    void IJob.Run(int index, int worker) => EvaluateOne(index);

    void EvaluateOne(int bead) => _evaluators[bead].Evaluate(Structures[bead], _request, Predictions[bead]);

    /// <summary>Where the lists of each bead stand, one after the other; empty where none are kept.</summary>
    internal Vec3[] ListPositions()
    {
        if (Together || _evaluators[0].ListPositions.IsEmpty)
            return [];
        var all = new Vec3[Beads * Structures[0].Count];
        for (var j = 0; j < Beads; j++)
            _evaluators[j].ListPositions.CopyTo(all.AsSpan(j * Structures[0].Count));
        return all;
    }

    /// <summary>Builds lists where they stood when a restart was written: with them every later sum has the same order.</summary>
    internal void BuildLists(Vec3[] positions)
    {
        var atoms = Structures[0].Count;
        for (var j = 0; j < Beads && positions.Length > 0; j++)
            _evaluators[j].Evaluate(Structures[j].With(Structures[j].Cell, positions[(j * atoms)..((j + 1) * atoms)]), _request, Predictions[j]);
    }

    public void Dispose()
    {
        foreach (var evaluator in _evaluators)
            evaluator.Dispose();
    }
}
