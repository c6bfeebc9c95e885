using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Runs kernels over blocks: local coordinates in, ghost forces home, sums in block order. Everything that follows from ∂E/∂r_ij is written here once.
/// </summary>
sealed unsafe class ShortRangeEvaluator<T> : IOutputEvaluator, IMemberForces, IForceTangent, ITrainingRange, IJob
    where T : unmanaged
{
    readonly (double Factor, ShortRangeModel Model)[] _terms;
    readonly Team _team;
    readonly Neighbours _neighbours;
    readonly BlockWorkspace<T>[] _workspaces;
    readonly bool _scatters;
    readonly AlignedBuffer<T> _ownForces = new();
    readonly AlignedBuffer<T> _ghostForces = new();
    readonly AlignedBuffer<double> _outputs = new();
    readonly AlignedBuffer<double> _ownVirials = new();
    readonly AlignedBuffer<double> _ghostVirials = new();
    readonly SortedSpecies[] _species;
    readonly AtomExcess? _excess;
    readonly HeadSums<T>? _heads;
    MoleculeBatches<T>? _batches;
    readonly AlignedBuffer<Vec3> _directions = new();
    Prediction? _tangent, _mean;
    Element[] _elements = [];
    double[] _blockEnergies = [];
    Mat3[] _blockVirials = [];
    Structure? _structure;
    Prediction? _prediction;
    bool _wantsVirial;
    bool _sharesVirial;
    bool _pulls;
    bool _hasAtomEnergies;
    Vec3* _members;
    Phase _phase;

    enum Phase
    {
        Blocks,
        Tangents,
        Outputs,
        Gather,
    }

    internal ShortRangeEvaluator(IReadOnlyList<(double Factor, ShortRangeModel Model)> terms, EvaluatorOptions options)
    {
        _terms = [.. terms];
        _team = options.Team;
        _neighbours = new Neighbours(_terms.Max(t => t.Model.Range), options.Skin, _terms.Max(t => t.Model.SmallestBlock));
        _workspaces = new BlockWorkspace<T>[_team.Threads];
        for (var w = 0; w < _workspaces.Length; w++)
            _workspaces[w] = new BlockWorkspace<T>(_terms);
        _scatters = _workspaces[0].Scatters;
        _excess = _workspaces[0].KnowsRange ? new AtomExcess() : null;
        _species = [.. _terms.Select(_ => new SortedSpecies())];
        // Heads of several models do not belong to one another; who has several such models opens them one by one.
        int[] heads = [.. _terms.Select(t => t.Model.HeadCount).Where(n => n > 0)];
        _heads = heads is [var count] ? new HeadSums<T>(count) : null;
    }

    public ReadOnlySpan<Vec3> ListPositions => _neighbours.BuiltPositions;

    public Cell? ListCell => _neighbours.BuiltCell;

    public Neighbours Neighbours => _neighbours;

    public void Outputs(Structure structure, Span<double> outputs)
    {
        Update(structure);
        var count = _workspaces[0].OutputCount;
        var sorted = _outputs.Require(count * structure.Count);
        Run(Phase.Outputs, structure, null);
        for (var k = 0; k < structure.Count; k++)
            new ReadOnlySpan<double>(sorted + count * k, count).CopyTo(outputs[(count * _neighbours.Order[k])..]);
    }

    public void VisitOutputGradients(Structure structure, OutputGradientVisitor visit)
    {
        Update(structure);
        var order = _neighbours.Order.ToArray();
        for (var b = 0; b < _neighbours.BlockCount; b++)
            _workspaces[0].VisitOutputGradients(_neighbours, _neighbours[b], structure.Cell, _species, (i, j, edge, gradient) => visit(order[i], order[j], edge, gradient));
    }

    public void Evaluate(Structure structure, Request request, Prediction into) => Evaluate(structure, default, request, into);

    public void Evaluate(Structure structure, ReadOnlySpan<double> cotangents, Request request, Prediction into)
    {
        Update(structure);
        _pulls = !cotangents.IsEmpty;
        if (_pulls)
        {
            var count = _workspaces[0].OutputCount;
            var sorted = _outputs.Require(count * structure.Count);
            for (var k = 0; k < structure.Count; k++)
                cotangents.Slice(count * _neighbours.Order[k], count).CopyTo(new Span<double>(sorted + count * k, count));
        }
        into.Ready(structure.Count, (request & ~Request.Uncertainty) | Request.Forces);
        _excess?.Begin(structure);
        _sharesVirial = (request & Request.AtomVirials) != 0 && _workspaces[0].HasAtomVirials;
        _wantsVirial = _sharesVirial || (request & Request.Virial) != 0;
        if (_sharesVirial)
        {
            into.RequireAtomVirials();
            _ownVirials.Require(9 * structure.Count);
            _ghostVirials.Require(9 * _neighbours.GhostCount);
        }
        var spreads = _heads is not null && (request & Request.Uncertainty) != 0;
        if (spreads)
        {
            into.RequireForcesStd();
            _heads!.Begin(structure.Count, _scatters ? _neighbours.GhostCount : 0, _neighbours.BlockCount, _members);
        }
        try
        {
            Run(Phase.Blocks, structure, into);
        }
        finally
        {
            _heads?.End();
        }
        for (var b = 0; b < _neighbours.BlockCount; b++)
        {
            into.Energy += _blockEnergies[b];
            if (_wantsVirial)
                into.Virial += _blockVirials[b];
        }
        if (spreads)
            into.EnergyStd = _heads!.EnergyStd();
    }

    public int MemberCount => _heads?.Count ?? 0;

    public void EvaluateMembers(Structure structure, Span<double> energies, Span<Vec3> forces)
    {
        if (_heads is null)
            throw new NotSupportedException();
        _mean ??= new Prediction();
        fixed (Vec3* members = forces)
        {
            _members = members;
            try
            {
                Evaluate(structure, Request.Forces | Request.Uncertainty, _mean);
            }
            finally
            {
                _members = null;
            }
        }
        for (var m = 0; m < MemberCount; m++)
            energies[m] = _mean.Energy + _heads.Energy(m);
    }

    public void EvaluateEach(IReadOnlyList<Structure> structures, Request request, IReadOnlyList<Prediction> into)
    {
        if ((request & Request.AtomVirials) != 0 || (_heads is not null && (request & Request.Uncertainty) != 0))
        {
            // Which those together do not give.
            for (var k = 0; k < structures.Count; k++)
                Evaluate(structures[k], request, into[k]);
            return;
        }
        _batches ??= new MoleculeBatches<T>(_terms, _workspaces);
        _batches.Evaluate(structures, request, into, _team);
        for (var k = 0; k < structures.Count; k++)
        {
            if (!MoleculeBatches<T>.Takes(structures[k]))
                Evaluate(structures[k], request, into[k]);
        }
    }

    /// <remarks>Kernels in single could do it too, but a Hessian of that precision is not what anybody asks for.</remarks>
    public bool HasForceTangent => typeof(T) == typeof(double) && _workspaces[0].HasTangent;

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent)
    {
        if (!HasForceTangent)
            throw new NotSupportedException();
        Update(structure);
        var sorted = _directions.Require(structure.Count + 1);
        for (var k = 0; k < structure.Count; k++)
            sorted[k] = direction[_neighbours.Order[k]];
        sorted[structure.Count] = Vec3.Zero;
        _tangent ??= new Prediction();
        _tangent.Ready(structure.Count, Request.Forces);
        Run(Phase.Tangents, structure, _tangent);
        _tangent.Forces.CopyTo(tangent);
    }

    void Update(Structure structure)
    {
        foreach (var (_, model) in _terms)
            model.Check(structure);
        var rebuilt = _neighbours.Update(structure, _team);
        // Other atoms may stand exactly where these stood, two elements exchanged: then the lists hold, but the species do not.
        if (rebuilt || !MemoryMarshal.AsBytes(structure.Elements).SequenceEqual(MemoryMarshal.AsBytes(_elements.AsSpan())))
            Prepare(structure);
    }

    void Run(Phase blocks, Structure structure, Prediction? into)
    {
        _structure = structure;
        _prediction = into;
        _phase = blocks;
        _team.Run(this, _neighbours.BlockCount);
        if (_scatters && into is not null)
        {
            _neighbours.GhostSlots(out _, out _); // Found by one thread, before many read it.
            _phase = Phase.Gather;
            _team.Run(this, _neighbours.BlockCount);
        }
        _structure = null;
        _prediction = null;
    }

    public RangeExcess ExcessOf(Structure structure)
    {
        if (_excess is null)
            return RangeExcess.None;
        // Nearly always the structure just evaluated is meant: then everything is there.
        if (!_excess.IsOf(structure))
            Evaluate(structure, Request.Energy, new Prediction());
        return _excess.Worst(_neighbours.Order);
    }

    /// <summary>Species by sorted atom, and room for outputs.</summary>
    void Prepare(Structure structure)
    {
        var count = structure.Count;
        if (_elements.Length != count)
            _elements = new Element[count];
        Array.Clear(_elements); // Should an element be refused, the next call must not take the lists for prepared.
        for (var t = 0; t < _terms.Length; t++)
            _species[t].Fill(_terms[t].Model, structure, _neighbours.Order);
        _hasAtomEnergies = Array.Exists(_species, s => s.HasAtomEnergies);
        structure.Elements.CopyTo(_elements);
        _ownForces.Require(4 * count);
        if (_scatters)
            _ghostForces.Require(4 * _neighbours.GhostCount);
        if (_blockEnergies.Length < _neighbours.BlockCount)
        {
            // Some to spare: the number of blocks varies a little from building to building.
            var room = _neighbours.BlockCount + _neighbours.BlockCount / 4 + 4;
            _blockEnergies = new double[room];
            _blockVirials = new Mat3[room];
        }
    }

    void IJob.Run(int index, int worker)
    {
        var block = _neighbours[index];
        if (_phase == Phase.Gather)
        {
            _blockEnergies[index] = Gather(index, block);
            return;
        }
        var outputs = _outputs.Pointer + (long)_workspaces[worker].OutputCount * block.OwnStart;
        if (_phase == Phase.Outputs)
        {
            _workspaces[worker].Outputs(_neighbours, block, _structure!.Cell, _species, outputs);
            return;
        }
        var own = _ownForces.Pointer + 4L * block.OwnStart;
        var ghosts = _scatters ? _ghostForces.Pointer + 4L * block.GhostOffset : null;
        if (_phase == Phase.Tangents)
        {
            _workspaces[worker].Tangent(_neighbours, block, _structure!.Cell, _species, _directions.Pointer, own, ghosts);
            if (!_scatters)
                Gather(index, block);
            return;
        }
        double* virial = stackalloc double[9];
        var shares = _sharesVirial ? new VirialShares(_ownVirials.Pointer + 9L * block.OwnStart, _scatters ? _ghostVirials.Pointer + 9L * block.GhostOffset : null) : default;
        _workspaces[worker].Evaluate(
            _neighbours, block, _structure!.Cell, _species, own, ghosts, _wantsVirial ? virial : null, _excess is null ? null : _excess.Pointer + block.OwnStart, _pulls ? outputs : null, shares, _heads is null ? default : _heads.Of(block));
        if (_wantsVirial)
            _blockVirials[index] = Mat3.FromSpan(new ReadOnlySpan<double>(virial, 9));
        if (!_scatters)
            _blockEnergies[index] = Gather(index, block);
    }

    /// <summary>Own forces plus what other blocks' ghosts of the same atoms received, in slot order, to the structure's order.</summary>
    double Gather(int index, NeighbourBlock block)
    {
        int* start = null, slots = null;
        if (_scatters)
            _neighbours.GhostSlots(out start, out slots);
        var order = _neighbours.Order;
        var forces = _prediction!.Forces;
        var energies = _prediction.AtomEnergies;
        double energy = 0;
        for (var k = block.OwnStart; k < block.OwnStart + block.OwnCount; k++)
        {
            var f = FourNumbers<T>.Read(_ownForces.Pointer + 4L * k);
            var e = f[3];
            if (_scatters)
            {
                for (var s = start[k]; s < start[k + 1]; s++)
                    f += FourNumbers<T>.Read(_ghostForces.Pointer + 4L * slots[s]);
            }
            if (_hasAtomEnergies)
            {
                for (var t = 0; t < _terms.Length; t++)
                    e += _terms[t].Factor * _species[t].AtomEnergy(k);
            }
            forces[order[k]] = new Vec3(f[0], f[1], f[2]);
            if (!energies.IsEmpty)
                energies[order[k]] = e;
            energy += e;
        }
        if (_prediction.HasAtomVirials)
            VirialShares.Gather(block, order, _ownVirials.Pointer, _ghostVirials.Pointer, start, slots, _prediction.AtomVirials);
        if (_heads is { Wanted: true })
            _heads.Gather(index, block, order, start, slots, _prediction);
        return energy;
    }

    public void Dispose()
    {
        _neighbours.Dispose();
        foreach (var workspace in _workspaces)
            workspace.Dispose();
        _ownForces.Dispose();
        _ghostForces.Dispose();
        _directions.Dispose();
        _outputs.Dispose();
        _ownVirials.Dispose();
        _ghostVirials.Dispose();
        _excess?.Dispose();
        _heads?.Dispose();
        _batches?.Dispose();
    }
}
