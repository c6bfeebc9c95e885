using Athanor.Atoms;

namespace Athanor.Potentials.Dispersion;

/// <summary>What a D3 correction is made of beside the tables. Lengths in Å; the defaults are 60, 40 and 40 Bohr, those of the authors' program s-dftd3.</summary>
/// <param name="ThreeBody">Whether the Axilrod–Teller–Muto energy of triples is added (s9 = 1). The damping parameters were fitted without.</param>
public sealed record DispersionSettings(DispersionDamping Damping, bool ThreeBody = false)
{
    public const double DefaultPairCutoff = 60 * Units.Bohr;

    public const double DefaultTripleCutoff = 40 * Units.Bohr;

    public const double DefaultCoordinationCutoff = 40 * Units.Bohr;

    /// <summary>Pairs farther apart are left out.</summary>
    public double PairCutoff { get; init; } = DefaultPairCutoff;

    /// <summary>Triples with a side longer than this are left out.</summary>
    public double TripleCutoff { get; init; } = DefaultTripleCutoff;

    /// <summary>Atoms farther away are not counted as neighbours.</summary>
    public double CoordinationCutoff { get; init; } = DefaultCoordinationCutoff;

    /// <summary>From here to <see cref="PairCutoff"/> pair energies are switched off; null: they end in a jump of some 10⁻⁸ eV, as in the reference.</summary>
    public double? SwitchStart { get; init; }

    /// <summary>
    /// Å beyond which nothing of one atom acts on another: a pair's energy knows the neighbours of both, a triple's those of all three.
    /// </summary>
    internal double Reach => (ThreeBody ? Math.Max(PairCutoff, TripleCutoff) : PairCutoff) + CoordinationCutoff;
}
