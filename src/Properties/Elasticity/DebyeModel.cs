using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>The solid of Debye's theory that carries sound as a crystal does.</summary>
/// <param name="MeanSpeed">v_m, m/s, with 3/v_m³ the sum of 1/v³ over the three waves, averaged over all directions.</param>
/// <param name="Temperature">Θ = (h/k) (3N/4πV)^⅓ v_m, K (Anderson, J. Phys. Chem. Solids 24, 909 (1963)).</param>
public sealed record DebyeModel(double MeanSpeed, double Temperature)
{
    const int Rings = 24, Spokes = 48;

    /// <summary>From the waves of the crystal itself in all directions; NaN where a wave grows.</summary>
    /// <param name="atomsPerVolume">Å⁻³.</param>
    /// <param name="density">amu/Å³.</param>
    public static DebyeModel Of(ElasticTensor stiffness, double density, double atomsPerVolume)
    {
        // Half the sphere is enough, ±n being one wave; Gauss's points in cos θ, even ones in φ.
        var (nodes, weights) = GaussLegendre.On(-1, 1, Rings);
        double sum = 0;
        for (var ring = 0; ring < Rings; ring++)
        {
            var (z, s) = (nodes[ring], Math.Sqrt(1 - nodes[ring] * nodes[ring]));
            for (var spoke = 0; spoke < Spokes; spoke++)
            {
                var (sine, cosine) = Math.SinCos(Math.PI * (spoke + 0.5) / Spokes);
                foreach (var wave in SoundVelocity.Along(stiffness, density, new Vec3(s * cosine, s * sine, z)))
                    sum += weights[ring] / (2 * Spokes) * (wave.Velocity > 0 ? Math.Pow(wave.Velocity, -3) : double.NaN);
            }
        }
        return FromMean(Math.Pow(sum / 3, -1.0 / 3), atomsPerVolume);
    }

    /// <summary>From Hill's moduli of a solid of many grains, as tables mostly have it.</summary>
    public static DebyeModel OfGrains(PolycrystalModuli moduli, double density, double atomsPerVolume)
    {
        var (longitudinal, transverse) = Speeds(moduli, density);
        return FromMean(Math.Pow((2 * Math.Pow(transverse, -3) + Math.Pow(longitudinal, -3)) / 3, -1.0 / 3), atomsPerVolume);
    }

    /// <summary>m/s, of longitudinal and transverse waves in a solid of many grains: √((K + 4G/3)/ρ) and √(G/ρ).</summary>
    public static (double Longitudinal, double Transverse) Speeds(PolycrystalModuli moduli, double density) => (
        SoundVelocity.OfModulus(moduli.Bulk + 4 * moduli.Shear / 3, density), SoundVelocity.OfModulus(moduli.Shear, density));

    static DebyeModel FromMean(double speed, double atomsPerVolume) =>
        new(speed, Units.Planck / Units.Boltzmann * Math.Cbrt(3 * atomsPerVolume / (4 * Math.PI)) * 1e-5 * speed);
}
