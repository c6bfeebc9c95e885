using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// What three modes whose wave vectors add up to a reciprocal lattice vector have to do with one another: V = Σ Φ_aα,bβ,cγ w_aα(1) w_bβ(2) w_cγ(3) e^(2πi (q₂·L_b + q₃·L_c)), eV^−½ fs^−3. The Fourier sum over blocks first, for all
/// modes of three wave vectors; then the eigenvectors one after the other. One for each thread.
/// </summary>
sealed class ThreePhonons
{
    /// <summary>27 numbers and five zeros, so that any width of vector fits.</summary>
    const int Padded = 32;

    readonly PhononGrid _grid;
    readonly Family[] _families;
    readonly Complex[] _sum, _one, _two;
    readonly double[] _real = new double[Padded], _imaginary = new double[Padded];
    readonly Complex[] _phases;

    /// <param name="First">Where the 27 numbers of a block go in the tensor: its first, rows n apart.</param>
    readonly record struct Family(int First, (int B, int C)[] Cells, double[] Values);

    /// <param name="Phases">By grid point and cell, e^(2πi q·L).</param>
    internal sealed record Shared(IReadOnlyList<Vec3> Cells, Complex[] Phases);

    internal static Shared PhasesOf(PhononGrid grid, ThirdOrder third)
    {
        Vec3[] cells = [.. third.Terms.SelectMany(t => new[] { t.CellOfB, t.CellOfC }).Distinct()];
        var phases = new Complex[grid.Count * cells.Length];
        for (var q = 0; q < grid.Count; q++)
        {
            for (var c = 0; c < cells.Length; c++)
                phases[q * cells.Length + c] = Complex.FromPolarCoordinates(1, 2 * Math.PI * Vec3.Dot(grid.Fractional(q), cells[c]));
        }
        return new Shared(cells, phases);
    }

    internal ThreePhonons(PhononGrid grid, ThirdOrder third, Shared shared)
    {
        (_grid, _phases, CellCount) = (grid, shared.Phases, shared.Cells.Count);
        var n = grid.Branches;
        (_sum, _one, _two) = (new Complex[n * n * n], new Complex[n * n], new Complex[n]);
        var cellIndex = shared.Cells.Select((c, k) => (c, k)).ToDictionary(x => x.c, x => x.k);
        _families = [.. third.Terms.GroupBy(t => (t.A, t.B, t.C)).Select(g => new Family(
            (3 * g.Key.A * n + 3 * g.Key.B) * n + 3 * g.Key.C,
            [.. g.Select(t => (cellIndex[t.CellOfB], cellIndex[t.CellOfC]))],
            [.. g.SelectMany(t => t.Values.Concat(new double[Padded - 27]))]))];
    }

    int CellCount { get; }

    /// <summary>Prepares three wave vectors.</summary>
    internal void Set(int q2, int q3)
    {
        var n = _grid.Branches;
        ReadOnlySpan<Complex> second = _phases.AsSpan(q2 * CellCount, CellCount), third = _phases.AsSpan(q3 * CellCount, CellCount);
        foreach (var family in _families)
        {
            Span<double> real = _real, imaginary = _imaginary;
            real.Clear();
            imaginary.Clear();
            for (var t = 0; t < family.Cells.Length; t++)
            {
                Complex b = second[family.Cells[t].B], c = third[family.Cells[t].C];
                Add(real, imaginary, family.Values.AsSpan(t * Padded, Padded), b.Real * c.Real - b.Imaginary * c.Imaginary, b.Real * c.Imaginary + b.Imaginary * c.Real);
            }
            for (var e = 0; e < 27; e++)
                _sum[family.First + (e / 9 * n + e / 3 % 3) * n + e % 3] = new Complex(real[e], imaginary[e]);
        }
    }

    static void Add(Span<double> real, Span<double> imaginary, ReadOnlySpan<double> values, double cosine, double sine)
    {
        for (var k = 0; k < Padded; k += Vector<double>.Count)
        {
            var v = new Vector<double>(values[k..]);
            (new Vector<double>(real[k..]) + cosine * v).CopyTo(real[k..]);
            (new Vector<double>(imaginary[k..]) + sine * v).CopyTo(imaginary[k..]);
        }
    }

    /// <summary>Takes the first mode; then <see cref="Second"/>, then <see cref="Square"/>.</summary>
    internal void First(int mode) => Contract(_sum, mode, _one);

    internal void Second(int mode) => Contract(_one, mode, _two);

    /// <summary>|V|², eV⁻¹ fs⁻⁶.</summary>
    internal double Square(int mode)
    {
        double real = 0, imaginary = 0;
        var n = _grid.Branches;
        var w = _grid.Vectors.AsSpan(mode * n, n);
        for (var c = 0; c < n; c++)
        {
            real += w[c].Real * _two[c].Real - w[c].Imaginary * _two[c].Imaginary;
            imaginary += w[c].Real * _two[c].Imaginary + w[c].Imaginary * _two[c].Real;
        }
        return real * real + imaginary * imaginary;
    }

    void Contract(Complex[] from, int mode, Complex[] into)
    {
        var n = _grid.Branches;
        Array.Clear(into);
        for (var a = 0; a < n; a++)
        {
            var w = _grid.Vectors[mode * n + a];
            var row = from.AsSpan(a * into.Length, into.Length);
            for (var k = 0; k < row.Length; k++)
                into[k] = new Complex(into[k].Real + w.Real * row[k].Real - w.Imaginary * row[k].Imaginary, into[k].Imaginary + w.Real * row[k].Imaginary + w.Imaginary * row[k].Real);
        }
    }
}
