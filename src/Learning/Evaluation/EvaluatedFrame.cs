using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>A frame and what a potential says of it. The prediction is filled anew once the next frame is asked for.</summary>
public readonly record struct EvaluatedFrame(Frame Frame, Prediction Prediction)
{
    /// <summary>False where energies alone were asked for; the prediction has neither forces nor stress then.</summary>
    public bool HasForces { get; init; } = true;

    /// <summary>How far the structure lies outside what the potential was trained on; null where it was not asked, or does not know.</summary>
    public RangeExcess? Excess { get; init; }

    /// <summary>Whether the structure is one that the potential can know something of.</summary>
    /// <param name="law">What is known of the potential's errors; null where nothing is.</param>
    public DomainVerdict VerdictUnder(ErrorLaw? law) => DomainVerdict.Of(law, Frame.Structure, Prediction, Excess ?? RangeExcess.None);

    /// <summary>Forces to compare with; null where either side has none.</summary>
    internal Numerics.Vec3[]? Forces => HasForces ? Frame.Forces : null;

    /// <summary>The same of the stress.</summary>
    internal Numerics.Mat3? Stress => HasForces ? Frame.Stress : null;

    /// <summary>
    /// The frame as it is written: energy, forces and stress are the prediction; labels are kept as <c>ref_energy</c>, <c>ref_forces</c>,
    /// <c>ref_stress</c>; standard deviations (spread of members <c>energy_std</c>, <c>forces_std</c>; noise <c>energy_noise</c>, <c>forces_noise</c>), charges (<c>charges</c>, e), the dipole (<c>dipole</c>, e·Å), Born effective charges (<c>born_effective_charges</c>, nine, row-major, e), virials by atom (<c>atom_virial</c>, nine, row-major, eV) and remarks by their names are added where known, and <c>outside</c>, why the structure is outside the domain of the potential, where it is.
    /// </summary>
    /// <param name="law">What is known of the potential's errors; null where nothing is.</param>
    public Frame ToPredictedFrame(ErrorLaw? law = null)
    {
        var labels = Frame;
        var predicted = new Frame(labels.Structure)
        {
            Energy = Prediction.Energy,
            Forces = HasForces ? Prediction.Forces.ToArray() : null,
            Stress = HasForces ? Prediction.StressIn(labels.Structure) : null,
            Group = labels.Group,
            Info = new(labels.Info),
            Columns = new(labels.Columns),
        };
        PredictionKeys.SetAside(predicted.Info);
        PredictionKeys.SetAside(predicted.Columns);
        if (labels.Energy is { } energy)
            PredictionKeys.Put(predicted.Info, "ref_energy", Text(energy));
        if (labels.Stress is { } stress)
            PredictionKeys.Put(predicted.Info, "ref_stress", string.Join(' ', Enumerable.Range(0, 9).Select(k => Text(stress[k / 3, k % 3]))));
        if (labels.Forces is { } forces)
            PredictionKeys.Put(predicted.Columns, "ref_forces", Column(forces));
        if (Prediction.EnergyStd is { } std)
            PredictionKeys.Put(predicted.Info, "energy_std", Text(std));
        if (Prediction.EnergyNoise is { } noise)
            PredictionKeys.Put(predicted.Info, "energy_noise", Text(noise));
        if (VerdictUnder(law).Reason is { } outside)
            PredictionKeys.Put(predicted.Info, "outside", outside);
        if (Prediction.Dipole is { } dipole)
            PredictionKeys.Put(predicted.Info, "dipole", $"{Text(dipole.X)} {Text(dipole.Y)} {Text(dipole.Z)}");
        foreach (var (name, value) in Prediction.Remarks)
            PredictionKeys.Put(predicted.Info, name, Text(value));
        if (Prediction.HasForcesStd)
            PredictionKeys.Put(predicted.Columns, "forces_std", Column(Prediction.ForcesStd));
        if (Prediction.HasForcesNoise)
            PredictionKeys.Put(predicted.Columns, "forces_noise", new AtomColumn('R', 1, Prediction.ForcesNoise.ToArray(), null));
        if (Prediction.HasCharges)
            PredictionKeys.Put(predicted.Columns, "charges", new AtomColumn('R', 1, Prediction.Charges.ToArray(), null));
        if (Prediction.HasBornCharges)
            PredictionKeys.Put(predicted.Columns, "born_effective_charges", new AtomColumn('R', 9, MemoryMarshal.Cast<Numerics.Mat3, double>(Prediction.BornCharges).ToArray(), null));
        if (Prediction.HasAtomVirials)
            PredictionKeys.Put(predicted.Columns, "atom_virial", new AtomColumn('R', 9, MemoryMarshal.Cast<Numerics.Mat3, double>(Prediction.AtomVirials).ToArray(), null));
        return predicted;
    }

    static string Text(double value) => value.ToString("R");

    static AtomColumn Column(ReadOnlySpan<Numerics.Vec3> vectors) => new('R', 3, Numerics.Vec3.Flatten(vectors).ToArray(), null);
}
