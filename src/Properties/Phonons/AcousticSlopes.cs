using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>A sound wave of a crystal in the limit of long waves.</summary>
/// <param name="Velocity">m/s; negative where the crystal gives way (ω² &lt; 0).</param>
/// <param name="Polarization">Norm one.</param>
public readonly record struct SoundWave(double Velocity, Vec3 Polarization);

/// <summary>
/// Slopes of the acoustic branches at Γ by the method of long waves (Born and Huang 1954, §26): the dynamical matrix to second order in q, the optical modes following the acoustic ones. Nothing is differenced, and no small q chosen.
/// </summary>
public sealed class AcousticSlopes
{
    readonly IReadOnlyList<BlochTerm> _terms;
    readonly Mat3 _vectors;
    readonly double[] _acoustic;
    readonly List<(double Eigenvalue, double[] Vector)> _optical = [];
    readonly int _sites;

    public AcousticSlopes(ForceConstants constants)
    {
        var primitive = constants.Primitive;
        (_terms, _vectors, _sites) = (constants.Terms, primitive.Cell!.Vectors, primitive.Count);
        var total = Enumerable.Range(0, _sites).Sum(primitive.MassOf);
        _acoustic = [.. Enumerable.Range(0, _sites).Select(a => Math.Sqrt(primitive.MassOf(a) / total))];
        var n = 3 * _sites;
        var matrix = new double[n * n];
        foreach (var t in _terms)
        {
            for (var e = 0; e < 9; e++)
                matrix[(3 * t.A + e / 3) * n + 3 * t.B + e % 3] += t.Block[e / 3, e % 3];
        }
        var (values, vectors) = (new double[n], new double[n * n]);
        SymmetricEigen.Decompose(new ReadOnlyMatrixSpan<double>(matrix, n, n), values, new MatrixSpan<double>(vectors, n, n));
        for (var m = 0; m < n; m++)
        {
            double[] vector = [.. Enumerable.Range(0, n).Select(k => vectors[k * n + m])];
            // All atoms moving alike is what an optical mode has nothing of.
            if (Enumerable.Range(0, 3).Sum(d => Math.Pow(Enumerable.Range(0, _sites).Sum(a => _acoustic[a] * vector[3 * a + d]), 2)) < 0.5)
                _optical.Add((values[m], vector));
        }
    }

    /// <summary>The three sound waves along a direction, the slowest first.</summary>
    /// <param name="direction">Cartesian, any length.</param>
    public IReadOnlyList<SoundWave> Along(Vec3 direction)
    {
        var along = direction / direction.Length;
        var christoffel = Mat3.Zero;
        var couplings = new Vec3[_optical.Count];
        foreach (var t in _terms)
        {
            var reach = Vec3.Dot(t.Separation * _vectors, along);
            var (a, b) = (_acoustic[t.A], _acoustic[t.B]);
            christoffel -= 0.5 * reach * reach * a * b * t.Block;
            for (var m = 0; m < couplings.Length; m++)
            {
                var v = _optical[m].Vector;
                couplings[m] += reach * a * (t.Block * new Vec3(v[3 * t.B], v[3 * t.B + 1], v[3 * t.B + 2]));
            }
        }
        for (var m = 0; m < couplings.Length; m++)
            christoffel -= 1 / _optical[m].Eigenvalue * Mat3.Outer(couplings[m], couplings[m]);
        var (values, vectors) = SymmetricEigen.Decompose(christoffel.Symmetrized);
        return [.. Enumerable.Range(0, 3).Select(m => new SoundWave(Math.CopySign(Math.Sqrt(Math.Abs(values[m]) * Units.AccelerationPerForce), values[m]) * 1e5, vectors.Row(m)))];
    }
}
