using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The products of the functions of two shells as sums of Hermite Gaussians, for each pair of primitives that matters: everything about two shells that an integral needs, made once for a geometry.
/// </summary>
/// <remarks>
/// A row of <see cref="Bra"/> holds all products (function of A, function of B) for one primitive pair and one Hermite Gaussian, padded with zeros to a whole number of <see cref="Padding"/>;
/// rows run over primitive pairs, within them over Hermite Gaussians. <see cref="Ket"/> is the same with the sign (−1)^{t+u+v} that the second electron's Hermite Gaussians bring.
/// </remarks>
internal sealed class ShellPair
{
    /// <summary>Rows are padded to this many products, lanes of the widest kernel.</summary>
    public const int Padding = 8;

    // A primitive pair is dropped when no coefficient of it can reach this.
    const double Negligible = 1e-17;

    readonly List<(int A, int B)> _kept;

    /// <param name="like">A pair on the same exponents, of which this is a derivative: the same primitive pairs are kept.</param>
    public ShellPair(Shell a, Shell b, ShellPair? like = null)
    {
        (A, B) = (a, b);
        Count = a.Count * b.Count;
        Stride = (Count + Padding - 1) / Padding * Padding;
        Momentum = a.Momentum + b.Momentum;
        Hermites = Monomials.UpTo(Momentum);
        _kept = like?._kept ?? Kept();
        Primitives = _kept.Count;
        Exponents = new double[Primitives];
        X = new double[Primitives];
        Y = new double[Primitives];
        Z = new double[Primitives];
        Bra = new double[Primitives * Hermites * Stride];
        Ket = new double[Bra.Length];
        Fill(_kept);
    }

    public Shell A { get; }

    public Shell B { get; }

    /// <summary>Products of functions.</summary>
    public int Count { get; }

    /// <summary>Length of a row, padding included.</summary>
    public int Stride { get; }

    /// <summary>Sum of the highest momenta.</summary>
    public int Momentum { get; }

    /// <summary>Hermite Gaussians of a primitive pair.</summary>
    public int Hermites { get; }

    /// <summary>Primitive pairs kept.</summary>
    public int Primitives { get; }

    /// <summary>Sum of the two exponents, a primitive pair each.</summary>
    public double[] Exponents { get; }

    /// <summary>Centres of the primitive pairs, bohr.</summary>
    public double[] X { get; }

    public double[] Y { get; }

    public double[] Z { get; }

    public double[] Bra { get; }

    public double[] Ket { get; }

    /// <summary>√max (ab|ab): no integral with this pair exceeds its product with that of the other pair (Häser, Ahlrichs, J. Comput. Chem. 10, 104 (1989)).</summary>
    public double Bound { get; set; }

    List<(int A, int B)> Kept()
    {
        var kept = new List<(int, int)>();
        var r2 = (A.Centre - B.Centre).LengthSquared;
        for (var i = 0; i < A.Exponents.Length; i++)
        {
            var largest = A.Transforms[i].Max(Math.Abs);
            for (var j = 0; j < B.Exponents.Length; j++)
            {
                var decay = Math.Exp(-A.Exponents[i] * B.Exponents[j] / (A.Exponents[i] + B.Exponents[j]) * r2);
                if (decay * largest * B.Transforms[j].Max(Math.Abs) > Negligible)
                    kept.Add((i, j));
            }
        }
        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Fill(List<(int A, int B)> kept)
    {
        HermiteSeries x = new(), y = new(), z = new();
        var (ma, mb) = (A.Monomials, B.Monomials);
        var products = new double[Hermites * ma.Length * mb.Length];
        var half = new double[ma.Length * B.Count];
        var between = A.Centre - B.Centre;
        for (var k = 0; k < kept.Count; k++)
        {
            var (a, b) = (A.Exponents[kept[k].A], B.Exponents[kept[k].B]);
            Exponents[k] = a + b;
            X[k] = (a * A.Centre.X + b * B.Centre.X) / (a + b);
            Y[k] = (a * A.Centre.Y + b * B.Centre.Y) / (a + b);
            Z[k] = (a * A.Centre.Z + b * B.Centre.Z) / (a + b);
            x.Fill(a, b, between.X, A.Momentum, B.Momentum);
            y.Fill(a, b, between.Y, A.Momentum, B.Momentum);
            z.Fill(a, b, between.Z, A.Momentum, B.Momentum);
            Array.Clear(products);
            for (var i = 0; i < ma.Length; i++)
            {
                for (var j = 0; j < mb.Length; j++)
                    Expand(ma[i], mb[j], x, y, z, products, i * mb.Length + j, ma.Length * mb.Length);
            }
            for (var h = 0; h < Hermites; h++)
            {
                var row = (k * Hermites + h) * Stride;
                Transform(A.Transforms[kept[k].A], B.Transforms[kept[k].B], products.AsSpan(h * ma.Length * mb.Length, ma.Length * mb.Length), half, Bra.AsSpan(row, Count));
                var (t, u, v) = Monomials.Triples[h];
                var sign = (t + u + v) % 2 == 0 ? 1.0 : -1.0;
                for (var c = 0; c < Count; c++)
                    Ket[row + c] = sign * Bra[row + c];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Expand((int X, int Y, int Z) a, (int X, int Y, int Z) b, HermiteSeries x, HermiteSeries y, HermiteSeries z, double[] products, int at, int stride)
    {
        for (var t = 0; t <= a.X + b.X; t++)
        {
            for (var u = 0; u <= a.Y + b.Y; u++)
            {
                var xy = x[a.X, b.X, t] * y[a.Y, b.Y, u];
                for (var v = 0; v <= a.Z + b.Z; v++)
                    products[Monomials.Index(t, u, v) * stride + at] = xy * z[a.Z, b.Z, v];
            }
        }
    }

    /// <summary>Block of monomials [a, b] to block of functions: into[f, g] (+)= Σ_ab A[f, a] from[a, b] B[g, b].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transform(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> from, Span<double> half, Span<double> into, int monomialsA, int monomialsB, bool add)
    {
        var (countA, countB) = (a.Length / monomialsA, b.Length / monomialsB);
        for (var i = 0; i < monomialsA; i++)
        {
            for (var g = 0; g < countB; g++)
            {
                var sum = 0.0;
                for (var j = 0; j < monomialsB; j++)
                    sum += from[i * monomialsB + j] * b[g * monomialsB + j];
                half[i * countB + g] = sum;
            }
        }
        for (var f = 0; f < countA; f++)
        {
            for (var g = 0; g < countB; g++)
            {
                var sum = add ? into[f * countB + g] : 0;
                for (var i = 0; i < monomialsA; i++)
                    sum += a[f * monomialsA + i] * half[i * countB + g];
                into[f * countB + g] = sum;
            }
        }
    }

    void Transform(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> from, Span<double> half, Span<double> into) =>
        Transform(a, b, from, half, into, A.Monomials.Length, B.Monomials.Length, add: false);
}
