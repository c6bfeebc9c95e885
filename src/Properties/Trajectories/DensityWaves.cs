using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Static structure factors of a bulk, directly from density waves, by pair of elements in Ashcroft's and Langreth's form: S_ab(q) = ⟨Re ρ_a(q) ρ_b(q)*⟩ / √(N_a N_b), ρ_a(q) = Σ exp(i q·r). S_aa goes to 1 for large q, S_ab to 0.
/// </summary>
/// <param name="Pair">For example <c>O–O</c>; <c>all</c> for all atoms alike, ⟨|Σ exp(i q·r)|²⟩ / N.</param>
/// <param name="WaveVectors">1/Å.</param>
/// <param name="Values">Mean over the shell's vectors and over time.</param>
/// <param name="Errors">Statistical, from blocks.</param>
public sealed record StructureFactor(string Pair, IReadOnlyList<double> WaveVectors, IReadOnlyList<double> Values, IReadOnlyList<double> Errors);

/// <summary>Sums density waves along a trajectory. A piece of work is a few wave vectors; a lane is an atom.</summary>
sealed class DensityWaves : IGauge, IJob
{
    const int VectorsOfPiece = 16;

    readonly ElementOrder _order;
    readonly WaveVectors _waves;
    readonly int _padded;

    // exp(2πi n s) by axis, n and atom; elements begin at multiples of the lanes, what pads them is zero.
    readonly double[][][] _cosine;
    readonly double[][][] _sine;
    readonly int[] _place;
    readonly int[] _first;
    readonly double[] _real;
    readonly double[] _imaginary;
    readonly double[] _sums;
    readonly int[] _inShell;
    readonly BlockReadings<Tally> _readings = new();

    public DensityWaves(Structure structure, ElementOrder order, TrajectorySettings settings)
    {
        _order = order;
        _waves = new WaveVectors(structure.Cell!, settings.LargestWaveVector);
        var kinds = order.Elements.Length;
        _first = new int[kinds + 1];
        for (var k = 0; k < kinds; k++)
            _first[k + 1] = _first[k] + (order.Count(k) + 7) / 8 * 8;
        _padded = _first[^1];
        _place = new int[structure.Count];
        for (var k = 0; k < kinds; k++)
        {
            for (var i = order.Start[k]; i < order.Start[k + 1]; i++)
                _place[order.Order[i]] = _first[k] + i - order.Start[k];
        }
        int Most(Func<(int A, int B, int C), int> index) => _waves.Indices.Length == 0 ? 0 : _waves.Indices.Max(v => Math.Abs(index(v)));
        int[] most = [Most(v => v.A), Most(v => v.B), Most(v => v.C)];
        double[][][] Table() => [.. most.Select(n => Enumerable.Range(0, n + 1).Select(_ => new double[_padded]).ToArray())];
        (_cosine, _sine) = (Table(), Table());
        _real = new double[_waves.Indices.Length * kinds];
        _imaginary = new double[_waves.Indices.Length * kinds];
        _inShell = [.. Enumerable.Range(0, _waves.ShellLengths.Length).Select(s => _waves.ShellOf.Count(k => k == s))];
        _sums = new double[(order.Pairs.Length + 1) * _inShell.Length + 1];
    }

    /// <summary>Wave vectors that are looked at.</summary>
    public int Vectors => _waves.Indices.Length;

    public double Largest => _waves.Largest;

    public void Take(Snapshot snapshot, Team team)
    {
        Tabulate(snapshot.Structure);
        team.Run(this, (Vectors + VectorsOfPiece - 1) / VectorsOfPiece);
        var (kinds, shells) = (_order.Elements.Length, _inShell.Length);
        for (var v = 0; v < Vectors; v++)
        {
            var (shell, at) = (_waves.ShellOf[v], v * kinds);
            double re = 0, im = 0;
            for (var a = 0; a < kinds; a++)
            {
                re += _real[at + a];
                im += _imaginary[at + a];
                for (var b = a; b < kinds; b++)
                    _sums[_order.Pair(a, b) * shells + shell] += _real[at + a] * _real[at + b] + _imaginary[at + a] * _imaginary[at + b];
            }
            _sums[_order.Pairs.Length * shells + shell] += re * re + im * im;
        }
        _sums[^1]++;
        _readings.Tick(() => new Tally([.. _sums]));
    }

    void Tabulate(Structure structure)
    {
        var inverse = structure.Cell!.Inverse;
        for (var i = 0; i < structure.Count; i++)
        {
            var (s, at) = (structure.Positions[i] * inverse, _place[i]);
            for (var axis = 0; axis < 3; axis++)
            {
                var (cosine, sine) = (_cosine[axis], _sine[axis]);
                var (im, re) = Math.SinCos(2 * Math.PI * s[axis]);
                (cosine[0][at], sine[0][at]) = (1, 0);
                for (var n = 1; n < cosine.Length; n++)
                {
                    cosine[n][at] = cosine[n - 1][at] * re - sine[n - 1][at] * im;
                    sine[n][at] = cosine[n - 1][at] * im + sine[n - 1][at] * re;
                }
            }
        }
    }

    public void Run(int index, int worker)
    {
        var kinds = _order.Elements.Length;
        for (var v = index * VectorsOfPiece; v < Math.Min(Vectors, (index + 1) * VectorsOfPiece); v++)
        {
            var (a, b, c) = _waves.Indices[v];
            for (var k = 0; k < kinds; k++)
            {
                var (from, length) = (_first[k], _first[k + 1] - _first[k]);
                ReadOnlySpan<double> Part(double[][] table, int n) => table[Math.Abs(n)].AsSpan(from, length);
                Sum(Part(_cosine[0], a), Part(_sine[0], a), Part(_cosine[1], b), Part(_sine[1], b), Part(_cosine[2], c), Part(_sine[2], c), a < 0 ? -1 : 1, b < 0 ? -1 : 1, out _real[v * kinds + k], out _imaginary[v * kinds + k]);
            }
        }
    }

    /// <summary>Σ of products of three phases; lengths are multiples of eight, so that every width adds lanes of its own in a fixed order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Sum(
        ReadOnlySpan<double> ca, ReadOnlySpan<double> sa, ReadOnlySpan<double> cb, ReadOnlySpan<double> sb, ReadOnlySpan<double> cc, ReadOnlySpan<double> sc, double signA, double signB, out double real, out double imaginary)
    {
        Vector<double> re = default, im = default, flipA = new(signA), flipB = new(signB);
        ref double pca = ref MemoryMarshal.GetReference(ca), psa = ref MemoryMarshal.GetReference(sa), pcb = ref MemoryMarshal.GetReference(cb);
        ref double psb = ref MemoryMarshal.GetReference(sb), pcc = ref MemoryMarshal.GetReference(cc), psc = ref MemoryMarshal.GetReference(sc);
        for (nuint k = 0; k < (nuint)ca.Length; k += (nuint)Vector<double>.Count)
        {
            var (xa, ya) = (Vector.LoadUnsafe(ref pca, k), flipA * Vector.LoadUnsafe(ref psa, k));
            var (xb, yb) = (Vector.LoadUnsafe(ref pcb, k), flipB * Vector.LoadUnsafe(ref psb, k));
            var (xc, yc) = (Vector.LoadUnsafe(ref pcc, k), Vector.LoadUnsafe(ref psc, k));
            var x = xa * xb - ya * yb;
            var y = xa * yb + ya * xb;
            re += x * xc - y * yc;
            im += x * yc + y * xc;
        }
        (real, imaginary) = (Vector.Sum(re), Vector.Sum(im));
    }

    public StructureFactor[] Finish()
    {
        var blocks = _readings.Blocks();
        StructureFactor One(string name, int at, double norm)
        {
            double[] Values(double[] sums) => [.. Enumerable.Range(0, _inShell.Length).Select(s => sums[at * _inShell.Length + s] / (sums[^1] * _inShell[s] * norm))];
            return new StructureFactor(name, _waves.ShellLengths, Values(_sums), BlockError.OfCurves([.. blocks.Select(b => Values(b.Values))], _inShell.Length));
        }
        var all = One("all", _order.Pairs.Length, _order.Order.Length);
        if (_order.Elements.Length == 1)
            return [all];
        return [all, .. _order.Pairs.Select((p, k) => One(_order.NameOf(p), k, Math.Sqrt((double)_order.Count(p.A) * _order.Count(p.B))))];
    }

    /// <summary>The same from a pair distribution, δ_ab + 4π√(ρ_a ρ_b) ∫ r² (g − 1) sin(qr)/qr · w(r) dr with Lorch's window w = sin(πr/R)/(πr/R) (J. Phys. C 2, 229 (1969)), which smears what the end of the distances at R would make ripple.</summary>
    /// <param name="volume">Mean, Å³.</param>
    /// <param name="counts">Atoms of the two elements.</param>
    public static double[] FromDistances(PairDistribution distances, double volume, (int A, int B) counts, IReadOnlyList<double> waveVectors)
    {
        var (radii, width) = (distances.Radii, distances.Radii[1] - distances.Radii[0]);
        var range = radii[^1] + 0.5 * width;
        var density = Math.Sqrt((double)counts.A * counts.B) / volume;
        static double Ratio(double x) => x < 1e-8 ? 1 : Math.Sin(x) / x;
        return [.. waveVectors.Select(q => (distances.First == distances.Second ? 1 : 0)
            + 4 * Math.PI * density * width * radii.Select((r, k) => r * r * (distances.Values[k] - 1) * Ratio(q * r) * Ratio(Math.PI * r / range)).Sum())];
    }
}
