using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Atoms sorted into a regular grid of bins in fractional space, about four atoms a bin. Works for any cell, for none, and for
/// partly periodic ones: a direction that does not repeat is gridded over the extent of the atoms.
/// </summary>
sealed class BinGrid
{
    const double AtomsPerBin = 4;

    /// <summary>Grid dimensions.</summary>
    internal readonly int[] Size = [1, 1, 1];

    /// <summary>Å spanned by one bin between its faces, by direction.</summary>
    internal readonly double[] Width = [1, 1, 1];

    readonly double[] _origin = new double[3];
    readonly double[] _perFraction = new double[3];
    Periodicity _periodic;

    /// <summary>Lattice vectors; where there is no cell, the identity, so that fractional means Å.</summary>
    internal Mat3 Vectors { get; private set; } = Mat3.Identity;

    /// <summary>Inverse of <see cref="Vectors"/>.</summary>
    internal Mat3 Inverse { get; private set; } = Mat3.Identity;

    /// <summary>Face distances of the cell, Å (1 where there is no cell).</summary>
    internal Vec3 Heights { get; private set; } = new(1, 1, 1);

    /// <summary>Bin of each atom, in the structure's order.</summary>
    internal int[] BinOf { get; private set; } = [];

    /// <summary>Whole lattice vectors that bring each atom into the home cell.</summary>
    internal LatticeShift[] Wrap { get; private set; } = [];

    /// <summary>First place of each bin in <see cref="Members"/>; one more entry than bins.</summary>
    internal int[] Start { get; private set; } = [];

    /// <summary>By bin, the sorted index of its first atom; those of a bin follow one another. Filled by whoever sorts.</summary>
    internal int[] FirstSorted { get; private set; } = [];

    /// <summary>Atoms by bin, within a bin in the structure's order.</summary>
    internal int[] Members { get; private set; } = [];

    internal int BinCount => Size[0] * Size[1] * Size[2];

    internal int BinIndex(int a, int b, int c) => (a * Size[1] + b) * Size[2] + c;

    internal void Fill(Structure structure)
    {
        var n = structure.Count;
        _periodic = structure.Periodic;
        Vectors = structure.Cell?.Vectors ?? Mat3.Identity;
        Inverse = structure.Cell?.Inverse ?? Mat3.Identity;
        Heights = structure.Cell?.Heights ?? new Vec3(1, 1, 1);
        if (BinOf.Length < n)
        {
            BinOf = new int[n];
            Wrap = new LatticeShift[n];
            Members = new int[n];
        }
        ChooseSize(structure);
        if (Start.Length < BinCount + 1)
        {
            Start = new int[BinCount + BinCount / 4 + 1];
            FirstSorted = new int[Start.Length];
        }
        Array.Clear(Start, 0, BinCount + 1);
        var positions = structure.Positions;
        for (var i = 0; i < n; i++)
        {
            var f = positions[i] * Inverse;
            int a = Locate(i, f.X, 0, out var wa), b = Locate(i, f.Y, 1, out var wb), c = Locate(i, f.Z, 2, out var wc);
            Wrap[i] = new LatticeShift(wa, wb, wc);
            var bin = BinIndex(a, b, c);
            BinOf[i] = bin;
            Start[bin + 1]++;
        }
        for (var bin = 0; bin < BinCount; bin++)
            Start[bin + 1] += Start[bin];
        for (var i = n - 1; i >= 0; i--)
            Members[--Start[BinOf[i] + 1]] = i;
        // The fill above walked every bin's end back to its beginning, one entry to the right: shift them home.
        for (var bin = 0; bin < BinCount; bin++)
            Start[bin] = Start[bin + 1];
        Start[BinCount] = n;
    }

    int Locate(int atom, double fraction, int direction, out short wrap)
    {
        wrap = 0;
        if (_periodic[direction])
        {
            var whole = Math.Floor(fraction);
            if (Math.Abs(whole) > short.MaxValue)
                throw new AtomsException($"Atom {atom + 1} is {Math.Abs(whole):0} cells away from the one it belongs to. Wrap the positions into the cell, or check their unit.");
            wrap = (short)-whole;
            fraction -= whole;
        }
        var bin = (int)((fraction - _origin[direction]) * _perFraction[direction]);
        return Math.Clamp(bin, 0, Size[direction] - 1);
    }

    /// <summary>Bins (not wrapped: below 0 and beyond the size are images) that a fractional interval touches.</summary>
    internal (int First, int Last) Range(double low, double high, int direction)
    {
        var first = (int)Math.Floor((low - _origin[direction]) * _perFraction[direction]);
        var last = (int)Math.Floor((high - _origin[direction]) * _perFraction[direction]);
        return _periodic[direction] ? (first, last) : (Math.Max(first, 0), Math.Min(last, Size[direction] - 1));
    }

    void ChooseSize(Structure structure)
    {
        Span<double> low = [double.MaxValue, double.MaxValue, double.MaxValue];
        Span<double> high = [double.MinValue, double.MinValue, double.MinValue];
        if (!_periodic.IsBulk)
        {
            foreach (var r in structure.Positions)
            {
                var f = r * Inverse;
                for (var d = 0; d < 3; d++)
                {
                    low[d] = Math.Min(low[d], f[d]);
                    high[d] = Math.Max(high[d], f[d]);
                }
            }
        }
        Span<double> extent = stackalloc double[3];
        for (var d = 0; d < 3; d++)
        {
            if (_periodic[d])
                (low[d], high[d]) = (0, 1);
            _origin[d] = low[d];
            // A flat molecule still has a layer of some thickness, or its bins would be infinitely thin.
            extent[d] = Math.Max((high[d] - low[d]) * Heights[d], 1.0);
        }
        var wanted = Math.Max(1, structure.Count / AtomsPerBin);
        var width = Math.Cbrt(extent[0] * extent[1] * extent[2] / wanted);
        for (var d = 0; d < 3; d++)
        {
            Size[d] = (int)Math.Clamp(Math.Round(extent[d] / width), 1, wanted);
            Width[d] = extent[d] / Size[d];
            _perFraction[d] = _periodic[d] ? Size[d] : Heights[d] / Width[d];
        }
    }
}
