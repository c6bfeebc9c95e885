using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>A frame and what a potential says of it. The prediction is filled anew once the next frame is asked for.</summary>
public readonly record struct EvaluatedFrame(Frame Frame, Prediction Prediction)
{
    /// <summary>False where energies alone were asked for; the prediction has neither forces nor stress then.</summary>
    public bool HasForces { get; init; } = true;

    /// <summary>Forces to compare with; null where either side has none.</summary>
    internal Numerics.Vec3[]? Forces => HasForces ? Frame.Forces : null;

    /// <summary>The same of the stress.</summary>
    internal Numerics.Mat3? Stress => HasForces ? Frame.Stress : null;

    /// <summary>
    /// The frame as it is written: energy, forces and stress are the prediction; labels are kept as <c>ref_energy</c>, <c>ref_forces</c>,
    /// <c>ref_stress</c>; standard deviations, charges (<c>charges</c>, e), the dipole (<c>dipole</c>, e·Å), Born effective charges (<c>born_effective_charges</c>, nine, row-major, e) and remarks by their names are added where known.
    /// </summary>
    public Frame ToPredictedFrame()
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
        if (labels.Energy is { } energy)
            Put(predicted.Info, "ref_energy", Text(energy));
        if (labels.Stress is { } stress)
            Put(predicted.Info, "ref_stress", string.Join(' ', Enumerable.Range(0, 9).Select(k => Text(stress[k / 3, k % 3]))));
        if (labels.Forces is { } forces)
            Put(predicted.Columns, "ref_forces", Column(forces));
        if (Prediction.EnergyStd is { } std)
            Put(predicted.Info, "energy_std", Text(std));
        if (Prediction.Dipole is { } dipole)
            Put(predicted.Info, "dipole", $"{Text(dipole.X)} {Text(dipole.Y)} {Text(dipole.Z)}");
        foreach (var (name, value) in Prediction.Remarks)
            Put(predicted.Info, name, Text(value));
        if (Prediction.HasForcesStd)
            Put(predicted.Columns, "forces_std", Column(Prediction.ForcesStd));
        if (Prediction.HasCharges)
            Put(predicted.Columns, "charges", new AtomColumn('R', 1, Prediction.Charges.ToArray(), null));
        if (Prediction.HasBornCharges)
            Put(predicted.Columns, "born_effective_charges", new AtomColumn('R', 9, MemoryMarshal.Cast<Numerics.Mat3, double>(Prediction.BornCharges).ToArray(), null));
        return predicted;
    }

    /// <summary>A file that was evaluated before has such a key already: what it held is kept under another name.</summary>
    static void Put<T>(Dictionary<string, T> into, string key, T value)
    {
        if (into.Remove(key, out var earlier))
            Put(into, "other_" + key, earlier);
        into[key] = value;
    }

    static string Text(double value) => value.ToString("R");

    static AtomColumn Column(ReadOnlySpan<Numerics.Vec3> vectors) => new('R', 3, Numerics.Vec3.Flatten(vectors).ToArray(), null);
}
