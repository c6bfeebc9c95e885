using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Second virial coefficients for machines: what <c>--json</c> writes.</summary>
public static class VirialRecord
{
    public static object Of(SecondVirial virial) => new
    {
        virial.Potential,
        Pair = new[] { virial.First.Symbol, virial.Second.Symbol },
        virial.Settings.QuantumOrder,
        Virial = virial.Points.Select(p => new
        {
            Temperature = new Quantity(p.Temperature, "K"),
            p.B,
            p.Classical,
            FirstQuantum = p.First,
            SecondQuantum = p.Second,
            Slope = p.Slope,
            p.JouleThomson,
        }).ToArray(),
        BoyleTemperature = virial.Boyle,
        ClassicalBoyleTemperature = virial.ClassicalBoyle,
        WellDepth = virial.Depth,
        Minimum = double.IsFinite(virial.Minimum.Value) ? virial.Minimum : (Estimate?)null,
        Zero = double.IsFinite(virial.Zero.Value) ? virial.Zero : (Estimate?)null,
        Wall = new Quantity(virial.Wall, "Å"),
        Reach = new Quantity(virial.Reach, "Å"),
        TailC6 = new Quantity(virial.TailC6, "eV Å⁶"),
        virial.QuadratureError,
        virial.Evaluations,
        virial.Remarks,
    };
}
