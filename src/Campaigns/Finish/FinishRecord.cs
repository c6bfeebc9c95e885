using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>A finish for machines.</summary>
public static class FinishRecord
{
    public static object Of(FinishResult finish) => new
    {
        Frequencies = finish.Frequencies is { } f
            ? new
            {
                f.Model.Structure.Formula,
                Rmsd = f.Rmsd is { } rmsd ? new Quantity(rmsd, "cm⁻¹") : (Quantity?)null,
                Modes = f.Modes.Select(m => new { Model = new Quantity(m.Model, m.Error, "cm⁻¹"), Oracle = m.Oracle is { } o ? new Quantity(o, "cm⁻¹") : (Quantity?)null }),
                Remark = f.WhyNot,
            }
            : null,
        Motion = finish.Motion is { } m
            ? new
            {
                Temperature = new Quantity(m.Settings.Temperature, "K"),
                Time = new Quantity(m.Picoseconds, "ps"),
                m.Steps,
                m.Stopped,
                m.Interrupted,
                MeanEnergy = m.Mean.Energy,
                ModelError = m.Mean.Model is { } model ? new Quantity(model, "eV") : (Quantity?)null,
                LargestDisagreement = new Quantity(m.LargestDisagreement, "eV/Å"),
            }
            : null,
        finish.Remarks,
    };
}
