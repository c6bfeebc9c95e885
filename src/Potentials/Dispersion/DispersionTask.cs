using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Dispersion;

/// <summary>What is done to one piece in one pass.</summary>
/// <param name="weights">By sorted atom, <see cref="DispersionTables.MostReferences"/> each.</param>
/// <param name="mixed">By sorted atom, as <see cref="DispersionSpecies.Weigh"/> gives it.</param>
/// <param name="answers">By sorted atom, <see cref="DispersionKernel.Answers"/> each.</param>
readonly unsafe ref struct DispersionTask(
    DispersionSettings settings, Surroundings around, DispersionSpecies species, Surroundings.Piece piece, DispersionWorker worker, double* weights, double* mixed, double* answers)
{
    const int WeightCount = DispersionTables.MostReferences;
    const int Pulled = 4;

    readonly DispersionSettings _settings = settings;
    readonly Surroundings _around = around;
    readonly DispersionSpecies _species = species;
    readonly Surroundings.Piece _piece = piece;
    readonly DispersionWorker _worker = worker;
    readonly double* _weights = weights;
    readonly double* _mixed = mixed;
    readonly double* _answers = answers;

    /// <summary>Coordination numbers of the piece's atoms, and what follows from each alone.</summary>
    /// <exception cref="CoincidentAtomsException">Two atoms at one place.</exception>
    internal void Count()
    {
        var numbers = stackalloc double[Surroundings.MostInPiece];
        var here = stackalloc int[Surroundings.MostInPiece];
        new Span<double>(numbers, _piece.Count).Clear();
        new Span<int>(here, _piece.Count).Clear();
        var user = new Counting(this, numbers, here);
        var reach = _settings.CoordinationCutoff / Units.Bohr;
        _worker.Visitor.Visit(_around, _piece.First, _piece.Count, reach, ref user);
        for (var i = 0; i < _piece.Count; i++)
        {
            var k = _piece.First + i;
            // Each finds itself.
            if (here[i] > 1)
                throw Coincidence(k);
            _species.Weigh(_around.Species[k], numbers[i], new Span<double>(_weights + WeightCount * k, WeightCount), new Span<double>(_mixed + 2 * _species.References * k, 2 * _species.References));
        }
    }

    /// <summary>Energies of pairs, at constant coordination numbers.</summary>
    internal void SumPairs()
    {
        var user = new Pairing(this);
        _worker.Visitor.Visit(_around, _piece.First, _piece.Count, _settings.PairCutoff / Units.Bohr, ref user);
    }

    /// <summary>Energies of triples, likewise.</summary>
    internal void SumTriples()
    {
        for (var k = _piece.First; k < _piece.First + _piece.Count; k++)
            _worker.Triples.Sum(_around, _species, _worker.Visitor, k, _settings.TripleCutoff / Units.Bohr, _weights, _mixed, _answers + DispersionKernel.Answers * k);
    }

    /// <summary>Forces by the way of coordination numbers.</summary>
    internal void Pull()
    {
        var user = new Pulling(this);
        _worker.Visitor.Visit(_around, _piece.First, _piece.Count, _settings.CoordinationCutoff / Units.Bohr, ref user);
    }

    CoincidentAtomsException Coincidence(int sorted)
    {
        for (var k = 0; k < _around.Count; k++)
        {
            if (k != sorted && Distance(_around.Positions[k] - _around.Positions[sorted]) < DispersionKernel.Coincident)
                return new CoincidentAtomsException(_around.Order[sorted], _around.Order[k]);
        }
        return new CoincidentAtomsException(_around.Order[sorted], _around.Order[sorted]);
    }

    /// <summary>Square of the distance to the nearest image.</summary>
    double Distance(Vec3 r)
    {
        var f = r * _around.Inverse;
        var p = _around.Periodic;
        return (r - new Vec3(p.A ? Math.Round(f.X) : 0, p.B ? Math.Round(f.Y) : 0, p.C ? Math.Round(f.Z) : 0) * _around.Vectors).LengthSquared;
    }

    readonly ref struct Counting(DispersionTask task, double* numbers, int* here) : ISurroundingsUser
    {
        readonly DispersionTask _task = task;
        readonly double* _numbers = numbers;
        readonly int* _here = here;

        public void Take(in SurroundingAtoms atoms)
        {
            var (around, cutoff) = (_task._around, _task._settings.CoordinationCutoff / Units.Bohr);
            for (var i = 0; i < _task._piece.Count; i++)
            {
                var k = _task._piece.First + i;
                _numbers[i] += _task._worker.Kernel.Coordination(atoms, around.Positions[k], _task._species.Pair(around.Species[k], atoms.Species).Covalent, cutoff * cutoff, ref _here[i]);
            }
        }
    }

    readonly ref struct Pulling(DispersionTask task) : ISurroundingsUser
    {
        readonly DispersionTask _task = task;

        public void Take(in SurroundingAtoms atoms)
        {
            var (around, cutoff) = (_task._around, _task._settings.CoordinationCutoff / Units.Bohr);
            var pulls = _task._worker.Planes.Pointer;
            for (var n = 0; n < atoms.Padded; n++)
                pulls[n] = _task._answers[DispersionKernel.Answers * atoms.Atoms[n] + Pulled];
            for (var k = _task._piece.First; k < _task._piece.First + _task._piece.Count; k++)
            {
                var own = _task._answers + DispersionKernel.Answers * k;
                _task._worker.Kernel.Pull(atoms, around.Positions[k], _task._species.Pair(around.Species[k], atoms.Species).Covalent, cutoff * cutoff, pulls, own[Pulled], own);
            }
        }
    }

    readonly ref struct Pairing(DispersionTask task) : ISurroundingsUser
    {
        readonly DispersionTask _task = task;

        public void Take(in SurroundingAtoms atoms)
        {
            var (around, species, settings) = (_task._around, _task._species, _task._settings);
            var planes = _task._worker.Planes.Pointer;
            var (references, first) = (species.ReferencesOf(atoms.Species), species.FirstReference(atoms.Species));
            for (var n = 0; n < atoms.Padded; n++)
            {
                var weights = _task._weights + WeightCount * atoms.Atoms[n];
                for (var b = 0; b < references; b++)
                    planes[b * SurroundingsVisitor.Room + n] = weights[b];
            }
            var law = new DispersionKernel.PairLaw(settings.Damping.S6, settings.PairCutoff / Units.Bohr, (settings.PairCutoff - (settings.SwitchStart ?? settings.PairCutoff)) / Units.Bohr);
            for (var k = _task._piece.First; k < _task._piece.First + _task._piece.Count; k++)
            {
                var mixed = _task._mixed + 2 * species.References * k + first;
                _task._worker.Kernel.Pairs(atoms, around.Positions[k], law, species.Pair(around.Species[k], atoms.Species), references, planes, mixed, mixed + species.References, _task._answers + DispersionKernel.Answers * k);
            }
        }
    }
}
