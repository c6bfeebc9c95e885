using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>All that energies and forces say of one another, of their signs and of their units.</summary>
/// <param name="Path">Energy changes between near frames against the forces' work; about 1 where both are right.</param>
/// <param name="Bonds">Forces along bonds against their stretching.</param>
/// <param name="AllElectron">Energies over those of the free atoms, 1 for all-electron energies in eV; NaN where that says nothing.</param>
/// <param name="TypicalCount">Atoms in a frame, the median.</param>
internal sealed record ForceEvidence(RatioEvidence Path, BondForces Bonds, double AllElectron, double TypicalCount)
{
    /// <summary>Largest mistake, in ln ratio, of the trapezoid rule where the correlation is close.</summary>
    const double PathTolerance = 0.22;

    /// <summary>Our own units are only doubted beyond a factor of 1.45.</summary>
    const double OwnTolerance = 0.37;

    public static ForceEvidence Of(InspectedData data)
    {
        var steps = data.Steps.Where(s => s.SameCell && double.IsFinite(s.EnergyChange) && double.IsFinite(s.ForceWork)).ToArray();
        return new ForceEvidence(
            RatioEvidence.OfBest([.. steps.Select(s => s.ForceWork)], [.. steps.Select(s => s.EnergyChange)]),
            BondForces.Of(data, f => f.Forces),
            Learning.AllElectron.Ratio(data.Frames, f => f.Energy),
            Sample.Median([.. data.Frames.Where(f => f.Structure.Count > 1).Select(f => (double)f.Structure.Count)]));
    }

    /// <summary>The units that fit everything known, best first; ours alone where they fit, none where nothing does.</summary>
    public LabelUnits[] Units()
    {
        if (Fits(LabelUnits.Ours))
            return [LabelUnits.Ours];
        // Within some per cent of each other, the likelier unit counts as the better; of two that fit alike, the one with ordinary bonds.
        return [.. LabelUnits.Known.Where(Fits).OrderBy(u => Path.IsConclusive ? Math.Round(Misfit(u) / 0.08) : 0)
            .ThenBy(u => Bonds.IsConclusive ? Math.Round(Math.Abs(Math.Log(Bonds.Strength * u.ForceFactor / BondForces.Ordinary)) / 1.2) : 0)];
    }

    /// <summary>Energies, rather than forces, seem to have the wrong sign.</summary>
    public bool DoubtsEnergySign => Path.IsConclusive && (Path.Correlation < 0 ? Bonds.Attract : Bonds.Repel);

    /// <summary>Whether all-electron energies say of the unit what no calculation could blur.</summary>
    public bool AllElectronDecides => double.IsFinite(AllElectron) && LabelUnits.Known.Any(FitsAllElectron);

    double EnergyFactor(LabelUnits units) => units.PerAtom ? TypicalCount : units.EnergyFactor;

    double Misfit(LabelUnits units) => Math.Abs(Math.Log(Math.Abs(Path.Ratio) / (units.ForceFactor / EnergyFactor(units))));

    bool FitsAllElectron(LabelUnits units) => Math.Abs(Math.Log(AllElectron * EnergyFactor(units))) < Learning.AllElectron.Tolerance;

    bool Fits(LabelUnits units) =>
        (!Path.IsConclusive || Misfit(units) < (units.IsOurs ? OwnTolerance : PathTolerance))
        && Bonds.Allows(units.ForceFactor)
        && (!AllElectronDecides || FitsAllElectron(units));
}
