using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Dispersion;

/// <summary>
/// Evaluates a D3 correction in passes over the pieces of <see cref="Surroundings"/>: coordination numbers and with them every atom's weights; energies, forces and ∂E/∂CN of pairs (and triples); the
/// forces of ∂E/∂CN. A piece writes to its own atoms alone, so that nothing depends on the number of threads; allocates nothing once it has seen its largest structure.
/// </summary>
sealed unsafe class DispersionEvaluator : IEvaluator, IJob
{
    const int WeightCount = DispersionTables.MostReferences;

    readonly DispersionPotential _potential;
    readonly DispersionSettings _settings;
    readonly Team _team;
    readonly Surroundings _around = new();
    readonly DispersionWorker[] _workers;
    readonly AlignedBuffer<double> _weights = new(), _mixed = new(), _answers = new();
    readonly double _reach;
    DispersionSpecies _species;
    Element[] _elements = [];
    Phase _phase;

    enum Phase
    {
        Coordination,
        Energies,
        Pulls,
    }

    internal DispersionEvaluator(DispersionPotential potential, Team team)
    {
        (_potential, _settings, _team) = (potential, potential.Settings, team);
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new DispersionWorker())];
        _reach = Math.Max(_settings.PairCutoff, _settings.CoordinationCutoff) / Units.Bohr;
        _species = new DispersionSpecies([], _settings.Damping);
    }

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        Identify(structure);
        _around.Fill(structure, _species, _reach);
        _weights.Require(WeightCount * structure.Count);
        _mixed.Require(2 * _species.References * structure.Count);
        var answers = _answers.Require(DispersionKernel.Answers * structure.Count);
        new Span<double>(answers, DispersionKernel.Answers * structure.Count).Clear();
        Run(Phase.Coordination);
        Run(Phase.Energies);
        Run(Phase.Pulls);
        into.Ready(structure.Count, (request & (Request.Virial | Request.AtomEnergies)) | Request.Forces);
        Collect(into);
    }

    void Run(Phase phase)
    {
        _phase = phase;
        _team.Run(this, _around.Pieces.Count);
    }

    /// <summary>Species of the structure, where they are not those of the last.</summary>
    /// <exception cref="UncoveredElementException">An element beyond Pu.</exception>
    void Identify(Structure structure)
    {
        if (structure.Elements.SequenceEqual(_elements))
            return;
        var known = true;
        for (var i = 0; i < structure.Count; i++)
        {
            if (!_potential.Covers(structure.Elements[i]))
                throw UncoveredElementException.For(_potential, structure, i);
            known &= _species.Count > 0 && _species.Has(structure.Elements[i]);
        }
        _elements = structure.Elements.ToArray();
        // What is said of a structure must not depend on what was seen before it: other species, another order of sums.
        if (!known || _elements.Distinct().Count() != _species.Count)
            _species = new DispersionSpecies(_elements, _settings.Damping);
    }

    /// <summary>Sums in sorted order, to the structure's order and eV.</summary>
    void Collect(Prediction into)
    {
        const double perLength = Units.Hartree / Units.Bohr;
        var energies = into.AtomEnergies;
        Span<double> virial = stackalloc double[6];
        virial.Clear();
        var sum = 0.0;
        for (var k = 0; k < _around.Count; k++)
        {
            var a = _answers.Pointer + DispersionKernel.Answers * k;
            var atom = _around.Order[k];
            into.Forces[atom] = perLength * new Vec3(a[0], a[1], a[2]);
            if (!energies.IsEmpty)
                energies[atom] = Units.Hartree * a[3];
            sum += a[3];
            for (var c = 0; c < 6; c++)
                virial[c] += a[5 + c];
        }
        into.Energy = Units.Hartree * sum;
        into.Virial = Units.Hartree * new Mat3(virial[0], virial[1], virial[2], virial[1], virial[3], virial[4], virial[2], virial[4], virial[5]);
    }

    void IJob.Run(int index, int worker)
    {
        var piece = _around.Pieces[index];
        var task = new DispersionTask(_settings, _around, _species, piece, _workers[worker], _weights.Pointer, _mixed.Pointer, _answers.Pointer);
        switch (_phase)
        {
            case Phase.Coordination:
                task.Count();
                break;
            case Phase.Energies:
                task.SumPairs();
                if (_settings.ThreeBody)
                    task.SumTriples();
                break;
            default:
                task.Pull();
                break;
        }
    }

    public void Dispose()
    {
        _around.Dispose();
        _weights.Dispose();
        _mixed.Dispose();
        _answers.Dispose();
        foreach (var worker in _workers)
            worker.Dispose();
    }
}
