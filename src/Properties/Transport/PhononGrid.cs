using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>The modes of a crystal on a grid of wave vectors around Γ. Mode λ = q·branches + branch; grid point q is (i, j, k) with the last running fastest, at (i/N₁, j/N₂, k/N₃) of the reciprocal lattice vectors.</summary>
sealed class PhononGrid
{
    /// <summary>Of the highest frequency: softer modes take no part, the three acoustic ones at Γ above all.</summary>
    const double Still = 1e-3;

    readonly int[] _opposite;

    internal PhononGrid(DynamicalMatrices matrices, (int A, int B, int C) mesh, Team team)
    {
        (Mesh, Branches, Count) = (mesh, matrices.Branches, mesh.A * mesh.B * mesh.C);
        Primitive = matrices.Primitive;
        _opposite = [.. Enumerable.Range(0, Count).Select(q => At(-IndexOf(q).I, -IndexOf(q).J, -IndexOf(q).K))];
        // Of q and −q one is diagonalised; what is said of the other is its mirror image, vectors too.
        int[] half = [.. Enumerable.Range(0, Count).Where(q => q <= _opposite[q])];
        var modes = matrices.At([.. half.Select(Fractional)], ModeRequest.Vectors | ModeRequest.Velocities, team);
        Omega = new double[Modes];
        Velocities = new Vec3[Modes];
        Vectors = new Complex[Modes * Branches];
        for (var h = 0; h < half.Length; h++)
        {
            var (q, mirror) = (half[h], _opposite[half[h]]);
            for (var m = 0; m < Branches; m++)
            {
                var (here, there) = (q * Branches + m, mirror * Branches + m);
                Omega[here] = Omega[there] = 2e-3 * Math.PI * modes.Frequency(h, m);
                Velocities[here] = modes.Velocity(h, m);
                Velocities[there] = -modes.Velocity(h, m);
                if (q == mirror)
                    Velocities[here] = Vec3.Zero;
                var vector = modes.Vector(h, m);
                for (var c = 0; c < Branches; c++)
                {
                    // With the phase of the cell alone, so that q and q + G are one; divided by the root of the mass (eV fs²/Å²).
                    var phase = Complex.FromPolarCoordinates(1, 2 * Math.PI * Vec3.Dot(Fractional(q), Primitive.Cell!.ToFractional(Primitive.Positions[c / 3])));
                    var w = vector[c] * phase / Math.Sqrt(Primitive.MassOf(c / 3) / Units.AccelerationPerForce);
                    Vectors[here * Branches + c] = w;
                    Vectors[there * Branches + c] = q == mirror ? w : Complex.Conjugate(w);
                }
            }
        }
        Highest = Omega.Max();
        Imaginary = Omega.Count(w => w < -Still * Highest);
        IsStill = [.. Omega.Select(w => w < Still * Highest)];
        var reciprocal = Primitive.Cell!.Inverse.Transposed;
        Steps = [2 * Math.PI / mesh.A * reciprocal.Row(0), 2 * Math.PI / mesh.B * reciprocal.Row(1), 2 * Math.PI / mesh.C * reciprocal.Row(2)];
    }

    internal (int A, int B, int C) Mesh { get; }

    internal Structure Primitive { get; }

    internal int Branches { get; }

    /// <summary>Wave vectors.</summary>
    internal int Count { get; }

    internal int Modes => Count * Branches;

    /// <summary>ω by mode, rad/fs; negative where imaginary.</summary>
    internal double[] Omega { get; }

    internal double Highest { get; }

    /// <summary>Imaginary modes.</summary>
    internal int Imaginary { get; }

    /// <summary>By mode, whether it takes no part.</summary>
    internal bool[] IsStill { get; }

    /// <summary>∂ω/∂q by mode, Å/fs.</summary>
    internal Vec3[] Velocities { get; }

    /// <summary>By mode and component, e/√m with the phases of cells alone, (eV fs²/Å²)^−½.</summary>
    internal Complex[] Vectors { get; }

    /// <summary>What lies between neighbouring wave vectors of the grid in its three directions, rad/Å.</summary>
    internal Vec3[] Steps { get; }

    internal int Opposite(int q) => _opposite[q];

    internal int OppositeMode(int mode) => _opposite[mode / Branches] * Branches + mode % Branches;

    internal (int I, int J, int K) IndexOf(int q) => (q / (Mesh.B * Mesh.C), q / Mesh.C % Mesh.B, q % Mesh.C);

    internal int At(int i, int j, int k) => (Modulo(i, Mesh.A) * Mesh.B + Modulo(j, Mesh.B)) * Mesh.C + Modulo(k, Mesh.C);

    /// <summary>The wave vector that closes the triangle, q₁ + q₂ + q₃ = G.</summary>
    internal int Third(int q1, int q2)
    {
        var (a, b) = (IndexOf(q1), IndexOf(q2));
        return At(-a.I - b.I, -a.J - b.J, -a.K - b.K);
    }

    internal Vec3 Fractional(int q)
    {
        var (i, j, k) = IndexOf(q);
        return new Vec3((double)i / Mesh.A, (double)j / Mesh.B, (double)k / Mesh.C);
    }

    /// <summary>How far a frequency that changes with this velocity changes within a step of the grid: the width of a uniform distribution (Li et al., Comput. Phys. Commun. 185, 1747 (2014), eq. 18), squared, rad²/fs².</summary>
    internal double Width2(Vec3 velocity)
    {
        double sum = 0;
        foreach (var step in Steps)
            sum += Vec3.Dot(velocity, step) * Vec3.Dot(velocity, step);
        return sum / 12;
    }

    static int Modulo(int x, int n) => ((x % n) + n) % n;
}
