using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Dispersion;

/// <summary>
/// A structure's atoms sorted into bins, by species within a bin, and cut into pieces of some tens of neighbouring atoms: the division of the work. Dispersion reaches so far that lists of
/// neighbours would be longer than looking again is slow; <see cref="SurroundingsVisitor"/> goes through the bins instead. Lengths in Bohr.
/// </summary>
sealed unsafe class Surroundings : IDisposable
{
    /// <summary>Atoms of a piece at most: gathering the surroundings once for so many costs little.</summary>
    internal const int MostInPiece = 32;

    /// <summary>Bins this part of the reach wide follow its sphere well enough.</summary>
    const double BinsPerReach = 4;

    readonly AlignedBuffer<Vec3> _positions = new();
    readonly List<Piece> _pieces = [];
    readonly double[] _origin = new double[3], _perFraction = new double[3];
    int[] _key = [];

    /// <summary>Atoms that follow one another in sorted order.</summary>
    internal readonly record struct Piece(int First, int Count);

    /// <summary>Bins by direction.</summary>
    internal int[] Size { get; } = [1, 1, 1];

    internal Periodicity Periodic { get; private set; }

    /// <summary>Lattice vectors; the identity where there is no cell.</summary>
    internal Mat3 Vectors { get; private set; } = Mat3.Identity;

    internal Mat3 Inverse { get; private set; } = Mat3.Identity;

    internal Vec3 Heights { get; private set; } = new(1, 1, 1);

    internal int Count { get; private set; }

    internal int SpeciesCount { get; private set; }

    /// <summary>By sorted atom, wrapped into the cell.</summary>
    internal Vec3* Positions => _positions.Pointer;

    /// <summary>By sorted atom.</summary>
    internal byte[] Species { get; private set; } = [];

    /// <summary>The structure's index of each sorted atom.</summary>
    internal int[] Order { get; private set; } = [];

    /// <summary>First sorted atom of each bin and species, bin · species + species; one more entry.</summary>
    internal int[] Start { get; private set; } = [];

    internal IReadOnlyList<Piece> Pieces => _pieces;

    /// <exception cref="AtomsException">A position is not finite.</exception>
    internal void Fill(Structure structure, DispersionSpecies species, double reach)
    {
        const double bohr = Units.Bohr;
        (Count, SpeciesCount, Periodic) = (structure.Count, species.Count, structure.Periodic);
        Vectors = structure.Cell is { } cell ? 1 / bohr * cell.Vectors : Mat3.Identity;
        Inverse = structure.Cell is { } same ? bohr * same.Inverse : Mat3.Identity;
        Heights = structure.Cell is { } again ? again.Heights / bohr : new Vec3(1, 1, 1);
        if (Order.Length < Count)
            (Order, Species, _key) = (new int[Count], new byte[Count], new int[Count]);
        ChooseSize(structure, reach);
        var bins = Size[0] * Size[1] * Size[2];
        var keys = bins * SpeciesCount;
        if (Start.Length < keys + 1)
            Start = new int[keys + keys / 4 + 1];
        Array.Clear(Start, 0, keys + 1);
        for (var i = 0; i < Count; i++)
        {
            var f = 1 / bohr * structure.Positions[i] * Inverse;
            _key[i] = ((Locate(f.X, 0) * Size[1] + Locate(f.Y, 1)) * Size[2] + Locate(f.Z, 2)) * SpeciesCount + species.NumberOf(structure.Elements[i]);
            Start[_key[i] + 1]++;
        }
        for (var k = 0; k < keys; k++)
            Start[k + 1] += Start[k];
        var positions = _positions.Require(Count);
        for (var i = Count - 1; i >= 0; i--)
        {
            // Walks each key's end back to its beginning.
            var place = --Start[_key[i] + 1];
            Order[place] = i;
            Species[place] = (byte)(_key[i] % SpeciesCount);
            positions[place] = Wrapped(1 / bohr * structure.Positions[i]);
        }
        for (var k = 0; k < keys; k++)
            Start[k] = Start[k + 1];
        Start[keys] = Count;
        Cut(bins);
    }

    /// <summary>Bins (not wrapped: below 0 and beyond the size are images) that hold all points with fractional coordinates in an interval.</summary>
    internal (int First, int Last) Range(double low, double high, int direction)
    {
        const double slack = 1e-9;
        var first = (int)Math.Floor((low - _origin[direction]) * _perFraction[direction] - slack);
        var last = (int)Math.Floor((high - _origin[direction]) * _perFraction[direction] + slack);
        return Periodic[direction] ? (first, last) : (Math.Clamp(first, 0, Size[direction] - 1), Math.Clamp(last, 0, Size[direction] - 1));
    }

    Vec3 Wrapped(Vec3 r)
    {
        if (!Periodic.Any)
            return r;
        var f = r * Inverse;
        return r - new Vec3(Periodic.A ? Math.Floor(f.X) : 0, Periodic.B ? Math.Floor(f.Y) : 0, Periodic.C ? Math.Floor(f.Z) : 0) * Vectors;
    }

    int Locate(double fraction, int direction)
    {
        if (Periodic[direction])
            fraction -= Math.Floor(fraction);
        return (int)Math.Clamp((fraction - _origin[direction]) * _perFraction[direction], 0, Size[direction] - 1);
    }

    void Cut(int bins)
    {
        _pieces.Clear();
        for (var bin = 0; bin < bins; bin++)
        {
            var end = Start[(bin + 1) * SpeciesCount];
            for (var first = Start[bin * SpeciesCount]; first < end; first += MostInPiece)
                _pieces.Add(new Piece(first, Math.Min(MostInPiece, end - first)));
        }
    }

    void ChooseSize(Structure structure, double reach)
    {
        Span<double> low = stackalloc double[3], high = stackalloc double[3];
        low.Fill(double.MaxValue);
        high.Fill(double.MinValue);
        for (var i = 0; i < Count; i++)
        {
            if (!structure.Positions[i].IsFinite)
                throw new AtomsException($"The position of atom {i + 1} is not a finite number.");
            var f = 1 / Units.Bohr * structure.Positions[i] * Inverse;
            for (var d = 0; d < 3; d++)
                (low[d], high[d]) = (Math.Min(low[d], f[d]), Math.Max(high[d], f[d]));
        }
        Span<double> extent = stackalloc double[3];
        for (var d = 0; d < 3; d++)
        {
            if (Periodic[d] || Count == 0)
                (low[d], high[d]) = (0, 1);
            _origin[d] = low[d];
            extent[d] = Math.Max((high[d] - low[d]) * Heights[d], 1);
        }
        // No more bins than atoms: a few atoms may stand very far apart.
        for (var width = reach / BinsPerReach; ; width *= 1.25)
        {
            for (var d = 0; d < 3; d++)
                Size[d] = (int)Math.Clamp(extent[d] / width, 1, Math.Max(1, Count));
            if ((long)Size[0] * Size[1] * Size[2] <= Math.Max(1, Count))
                break;
        }
        for (var d = 0; d < 3; d++)
            _perFraction[d] = Periodic[d] ? Size[d] : Size[d] * Heights[d] / extent[d];
    }

    public void Dispose() => _positions.Dispose();
}
