using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning.Tests;

/// <summary>
/// The plainest potential with exact energies, forces and stresses: Morse pairs, E(r) = D [(1 − e^(−a (r − r₀)))² − 1] · (1 − r²/R²)³ up to R.
/// </summary>
sealed record Morse(double D, double A, double R0, double Reach = 6)
{
    /// <summary>Something like nickel.</summary>
    public static Morse Nickel { get; } = new(0.42, 1.42, 2.55);

    public Frame Label(Structure s, string? group = null)
    {
        double energy = 0;
        var forces = new Vec3[s.Count];
        var strain = Mat3.Zero;
        Contacts.ForEachPair(s, Reach, (i, j, to) =>
        {
            var r = to.Length;
            var (e, slope) = Pair(r);
            energy += 0.5 * e;
            forces[i] += slope / r * to;
            strain += 0.5 * slope / r * Mat3.Outer(to, to);
        });
        return new Frame(s)
        {
            Energy = energy,
            Forces = forces,
            Stress = s.Periodic.IsBulk ? (1 / s.Cell!.Volume) * strain : null,
            Group = group,
        };
    }

    (double Energy, double Slope) Pair(double r)
    {
        var x = Math.Exp(-A * (r - R0));
        var well = D * ((1 - x) * (1 - x) - 1);
        var wellSlope = 2 * D * A * x * (1 - x);
        var u = 1 - r * r / (Reach * Reach);
        return (well * u * u * u, wellSlope * u * u * u - well * 6 * r / (Reach * Reach) * u * u);
    }
}
