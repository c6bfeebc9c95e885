using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The directions in which a molecule can change its shape: an orthonormal basis of the displacements that are orthogonal to translations and infinitesimal rotations. The gradient of any energy of a molecule lies among them.
/// </summary>
internal static class InternalDirections
{
    // bohr: what an atom is off the axis of a molecule that counts as linear.
    const double Linear = 1e-6;

    /// <summary>3N − 6 displacements, 3N − 5 of a linear molecule, none of an atom; each x y z of every atom, of length one.</summary>
    /// <param name="positions">bohr.</param>
    public static double[][] Of(ReadOnlySpan<Vec3> positions)
    {
        var size = 3 * positions.Length;
        var rigid = Rigid(positions);
        var left = new double[size];
        for (var i = 0; i < size; i++)
            left[i] = 1 - rigid.Sum(r => r[i] * r[i]);
        var directions = new double[size - rigid.Count][];
        for (var k = 0; k < directions.Length; k++)
        {
            // The unit vector of which most is left, so that directions are as local as they can be.
            var pivot = 0;
            for (var i = 1; i < size; i++)
            {
                if (left[i] > left[pivot])
                    pivot = i;
            }
            var direction = new double[size];
            direction[pivot] = 1;
            directions[k] = Orthogonalised(direction, [.. rigid, .. directions[..k]]);
            for (var i = 0; i < size; i++)
                left[i] -= directions[k][i] * directions[k][i];
        }
        return directions;
    }

    static List<double[]> Rigid(ReadOnlySpan<Vec3> positions)
    {
        var centre = Vec3.Zero;
        foreach (var r in positions)
            centre += r * (1.0 / positions.Length);
        var rigid = new List<double[]>();
        foreach (var axis in (ReadOnlySpan<Vec3>)[new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)])
        {
            var shift = new Vec3[positions.Length];
            Array.Fill(shift, axis);
            rigid.Add(Orthogonalised(Vec3.Flatten(shift).ToArray(), []));
        }
        // About the axes of inertia, so that the one along a line is zero and not some sum that nearly is.
        var (_, axes) = SquareMatrices.Eigen(Inertia(positions, centre), 3);
        for (var k = 0; k < 3; k++)
        {
            var axis = new Vec3(axes[k], axes[3 + k], axes[6 + k]);
            var turn = new Vec3[positions.Length];
            for (var i = 0; i < turn.Length; i++)
                turn[i] = Vec3.Cross(axis, positions[i] - centre);
            if (turn.Max(t => t.Length) > Linear)
                rigid.Add(Orthogonalised(Vec3.Flatten(turn).ToArray(), rigid));
        }
        return rigid;
    }

    static double[] Inertia(ReadOnlySpan<Vec3> positions, Vec3 centre)
    {
        var tensor = new double[9];
        foreach (var position in positions)
        {
            var r = position - centre;
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                    tensor[3 * i + j] += (i == j ? r.LengthSquared : 0) - r[i] * r[j];
            }
        }
        return tensor;
    }

    // Gram and Schmidt, twice, which is enough.
    static double[] Orthogonalised(double[] vector, IReadOnlyList<double[]> others)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var other in others)
            {
                var overlap = Dot(vector, other);
                for (var i = 0; i < vector.Length; i++)
                    vector[i] -= overlap * other[i];
            }
            var norm = Math.Sqrt(Dot(vector, vector));
            for (var i = 0; i < vector.Length; i++)
                vector[i] /= norm;
        }
        return vector;
    }

    static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
