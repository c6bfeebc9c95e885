using System.Runtime.CompilerServices;

namespace Athanor.Quantum;

/// <summary>What the derivatives of integrals count for in the gradient: Γ_{ab,cd} = 2 [D_ab D_cd − x Σ_s ½ (P^s_ac P^s_bd + P^s_ad P^s_bc)].</summary>
internal sealed class PairWeights : IPairWeights
{
    readonly Molecule _molecule;
    readonly double[] _total;
    readonly double[][] _densities;
    readonly double _exchange;
    readonly DensityBounds _bounds;

    /// <param name="densities">Of one spin, one where both share it.</param>
    /// <param name="exchange">x.</param>
    public PairWeights(Molecule molecule, double[][] densities, double exchange)
    {
        _molecule = molecule;
        _total = FieldEquations.Total(densities);
        _densities = exchange == 0 ? [] : densities;
        _exchange = exchange * (densities.Length == 1 ? 2 : 1);
        _bounds = new(molecule, _total, _densities);
    }

    /// <summary>The density, where there is no exchange.</summary>
    public double[]? BraFactor => _densities.Length == 0 ? _total : null;

    /// <summary>No Γ of four shells exceeds this.</summary>
    /// <param name="a">Numbers of shells.</param>
    public double Bound(int a, int b, int c, int d) => 4 * _bounds.OfProducts(a, b, c, d, Math.Abs(_exchange) * _densities.Length);

    /// <summary>Γ, doubled where (dc) is not visited besides (cd).</summary>
    public void Fill(ShellPair bra, ShellPair ket, double[] into)
    {
        var weight = ket.A == ket.B ? 2.0 : 4.0;
        if (_densities.Length == 0)
        {
            Column(ket, weight, into);
            return;
        }
        Array.Clear(into, 0, ket.Count * bra.Stride);
        Direct(_total, _molecule.Functions, weight, bra, ket, into);
        foreach (var p in _densities)
            Crossed(p, _molecule.Functions, 0.5 * weight * _exchange, bra, ket, into);
    }

    void Column(ShellPair ket, double weight, double[] into)
    {
        Array.Clear(into, 0, ket.Count * ShellPair.Padding);
        for (var cd = 0; cd < ket.Count; cd++)
            into[cd * ShellPair.Padding] = weight * _total[(ket.A.First + cd / ket.B.Count) * _molecule.Functions + ket.B.First + cd % ket.B.Count];
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Direct(double[] total, int n, double weight, ShellPair bra, ShellPair ket, double[] into)
    {
        var (a0, na, b0, nb) = (bra.A.First, bra.A.Count, bra.B.First, bra.B.Count);
        var (c0, nc, d0, nd) = (ket.A.First, ket.A.Count, ket.B.First, ket.B.Count);
        for (var c = 0; c < nc; c++)
        {
            for (var d = 0; d < nd; d++)
            {
                var density = weight * total[(c0 + c) * n + d0 + d];
                for (var a = 0; a < na; a++)
                {
                    var row = into.AsSpan((c * nd + d) * bra.Stride + a * nb, nb);
                    var ab = total.AsSpan((a0 + a) * n + b0, nb);
                    for (var b = 0; b < row.Length; b++)
                        row[b] += density * ab[b];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Crossed(double[] p, int n, double weight, ShellPair bra, ShellPair ket, double[] into)
    {
        var (a0, na, b0, nb) = (bra.A.First, bra.A.Count, bra.B.First, bra.B.Count);
        var (c0, nc, d0, nd) = (ket.A.First, ket.A.Count, ket.B.First, ket.B.Count);
        for (var c = 0; c < nc; c++)
        {
            var bc = p.AsSpan((c0 + c) * n + b0, nb);
            for (var d = 0; d < nd; d++)
            {
                var bd = p.AsSpan((d0 + d) * n + b0, nb);
                for (var a = 0; a < na; a++)
                {
                    var row = into.AsSpan((c * nd + d) * bra.Stride + a * nb, nb);
                    var (ac, ad) = (weight * p[(a0 + a) * n + c0 + c], weight * p[(a0 + a) * n + d0 + d]);
                    for (var b = 0; b < row.Length; b++)
                        row[b] -= ac * bd[b] + ad * bc[b];
                }
            }
        }
    }
}
