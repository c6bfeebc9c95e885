using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>A unit and sign that stresses may have been written in.</summary>
/// <param name="Factor">eV/Å³, tension positive, per number as labelled; for virials the volume divides it as well.</param>
internal sealed record StressUnits(string Name, double Factor, bool PerVolume = false)
{
    const double Hartree = Units.Hartree / (Units.Bohr * Units.Bohr * Units.Bohr);

    /// <summary>The likeliest first.</summary>
    public static IReadOnlyList<StressUnits> Known { get; } =
    [
        new("eV/Å³, tension positive", 1),
        new("eV/Å³, compression positive", -1),
        new("kbar, compression positive (as VASP prints)", -0.1 / Units.GigaPascal),
        new("GPa, tension positive", 1 / Units.GigaPascal),
        new("GPa, compression positive", -1 / Units.GigaPascal),
        new("eV, a virial −∂E/∂ε", -1, PerVolume: true),
        new("eV, ∂E/∂ε not divided by the volume", 1, PerVolume: true),
        new("kbar, tension positive", 0.1 / Units.GigaPascal),
        new("bar, compression positive (a pressure)", -1e-4 / Units.GigaPascal),
        new("bar, tension positive", 1e-4 / Units.GigaPascal),
        new("MPa, tension positive", 1e-3 / Units.GigaPascal),
        new("MPa, compression positive", -1e-3 / Units.GigaPascal),
        new("Hartree/Bohr³, tension positive", Hartree),
        new("Hartree/Bohr³, compression positive", -Hartree),
        new("Rydberg/Bohr³, tension positive", Hartree / 2),
        new("Rydberg/Bohr³, compression positive", -Hartree / 2),
    ];

    /// <summary>Reads what a ratio of right to labelled stress says: the units that fit, best first.</summary>
    /// <param name="ratio">True stress over labelled, or the energy it should explain over the energy it does.</param>
    /// <param name="volume">Å³, typical of the cells.</param>
    public static StressUnits[] Recognise(double ratio, double volume) =>
        [.. Known.Where(u => Misfit(u, ratio, volume) < 0.3).OrderBy(u => Math.Round(Misfit(u, ratio, volume) / 0.1))];

    public bool IsOurs => Factor == 1 && !PerVolume;

    static double Misfit(StressUnits units, double ratio, double volume)
    {
        var expected = units.PerVolume ? units.Factor / volume : units.Factor;
        return Math.Sign(expected) == Math.Sign(ratio) ? Math.Abs(Math.Log(ratio / expected)) : double.PositiveInfinity;
    }
}
