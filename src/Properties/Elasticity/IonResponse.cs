using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>How the atoms of a cell move when small forces act on them: u = H⁺ F, H the Hessian at Γ, without the three translations.</summary>
sealed class IonResponse
{
    /// <summary>Of the largest eigenvalue; what is softer than this is taken for a motion that costs nothing, of which there should be only the translations.</summary>
    const double Soft = 1e-7;

    readonly double[] _values, _vectors;
    readonly bool[] _moves;

    internal IonResponse(Hessian hessian)
    {
        var n = 3 * hessian.Atoms;
        (_values, _vectors, _moves) = (new double[n], new double[n * n], new bool[n]);
        SymmetricEigen.Decompose(new ReadOnlyMatrixSpan<double>(hessian.Values, n, n), _values, new MatrixSpan<double>(_vectors, n, n));
        var largest = Math.Max(Math.Abs(_values[0]), Math.Abs(_values[^1]));
        for (var m = 0; m < n; m++)
        {
            double translation = 0;
            for (var d = 0; d < 3; d++)
            {
                double sum = 0;
                for (var i = d; i < n; i += 3)
                    sum += _vectors[i * n + m];
                translation += sum * sum / hessian.Atoms;
            }
            _moves[m] = translation < 0.5 && Math.Abs(_values[m]) > Soft * largest;
            Unstable += _moves[m] && _values[m] < 0 ? 1 : 0;
            Free += translation < 0.5 && !_moves[m] ? 1 : 0;
        }
    }

    /// <summary>Modes of negative curvature: the crystal is at a saddle point.</summary>
    internal int Unstable { get; }

    /// <summary>Modes, translations apart, that cost nothing and are left where they are.</summary>
    internal int Free { get; }

    /// <summary>Å, by atom.</summary>
    internal Vec3[] To(ReadOnlySpan<Vec3> forces)
    {
        var n = _values.Length;
        var flat = Vec3.Flatten(forces);
        var moves = new Vec3[forces.Length];
        var into = Vec3.Flatten(moves.AsSpan());
        for (var m = 0; m < n; m++)
        {
            if (!_moves[m])
                continue;
            double share = 0;
            for (var i = 0; i < n; i++)
                share += _vectors[i * n + m] * flat[i];
            for (var i = 0; i < n; i++)
                into[i] += share / _values[m] * _vectors[i * n + m];
        }
        return moves;
    }
}
