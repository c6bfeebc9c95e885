using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Vibrations and thermochemistry as sections of a report.</summary>
public static class VibrationReport
{
    const double FullWidth = 20; // cm⁻¹ of a broadened line at half its height
    const double LargestSwing = 0.35; // Å
    const int MostModes = 90;

    /// <param name="states">At the temperatures asked for; the curves choose their own.</param>
    public static void Fill(
        ReportPage page, Vibrations vibrations, IReadOnlyList<string> warnings, Thermochemistry thermochemistry, IReadOnlyList<ThermalState> states, IReadOnlyList<string> assumptions)
    {
        var modes = vibrations.Modes;
        var section = page.Section("Vibrations");
        foreach (var warning in warnings)
            section.Warning(warning);
        if (modes.Count > 0)
        {
            NormalMode[] real = [.. modes.Where(m => !m.IsImaginary)];
            List<(string, Quantity)> key = [("Zero-point energy", new Quantity(vibrations.ZeroPointEnergy, vibrations.Spread?.ZeroPointEnergy, "eV"))];
            if (real.Length > 0)
                key.AddRange([("Lowest", Figure(real[0].Wavenumber)), ("Highest", Figure(real[^1].Wavenumber))]);
            if (real.Length < modes.Count)
                key.Add(("Imaginary modes", new Quantity(modes.Count - real.Length, "")));
            section.KeyFigures([.. key]);
        }
        section.Paragraph(VibrationRemarks.HowMade(vibrations));
        if (modes.Count > 0)
        {
            section.Add(View(vibrations));
            if (modes.Any(m => !m.IsImaginary))
                section.Add(Spectrum(vibrations));
            page.Section("Modes").Add(VibrationTables.Modes(vibrations));
        }
        var thermal = page.Section("Thermochemistry");
        foreach (var assumption in assumptions)
            thermal.Paragraph(assumption);
        thermal.Add(VibrationTables.States(states));
        foreach (var state in states.Take(1))
            thermal.Add(VibrationTables.Contributions(state));
        AddCurves(thermal, thermochemistry, states);
    }

    static Quantity Figure(double wavenumber) => new(Math.Round(wavenumber, 1), "cm⁻¹");

    static MoleculeView View(Vibrations vibrations)
    {
        var structure = vibrations.Structure;
        double[]? cell = structure.Cell is { } c && structure.Periodic.Any ? [.. Enumerable.Range(0, 9).Select(k => c.Vectors[k / 3, k % 3])] : null;
        var view = new MoleculeView("Normal modes", [.. structure.Elements.ToArray().Select(e => e.Symbol)], Vec3.Flatten(structure.Positions.AsSpan()).ToArray(), cell);
        // The stiff ones first, which are the ones people know; of very many the softest as well.
        var order = Enumerable.Range(0, vibrations.Modes.Count).Reverse().ToArray();
        if (order.Length > MostModes)
        {
            view.Caption = $"The {MostModes / 2} stiffest and the {MostModes / 2} softest of {order.Length} modes.";
            order = [.. order.Take(MostModes / 2), .. order.TakeLast(MostModes / 2)];
        }
        foreach (var m in order)
        {
            var mode = vibrations.Modes[m];
            var scale = LargestSwing / mode.Displacements.Max(d => d.Length);
            view.AddMode($"{m + 1}: {mode.WavenumberText()} cm⁻¹", [.. mode.Displacements.SelectMany(d => new[] { scale * d.X, scale * d.Y, scale * d.Z })]);
        }
        return view;
    }

    /// <summary>One stick for each wavenumber, as high as there are modes that have it, and the sum of the modes when each is a Lorentzian of height one.</summary>
    static LineChart Spectrum(Vibrations vibrations)
    {
        double[] lines = [.. vibrations.Modes.Where(m => !m.IsImaginary).Select(m => m.Wavenumber)];
        var (from, to) = (Math.Max(0, lines[0] - 150), lines[^1] + 150);
        var count = (int)Math.Clamp((to - from) / 2, 200, 3000);
        double[] x = [.. Enumerable.Range(0, count + 1).Select(k => from + (to - from) * k / count)];
        double[] y = [.. x.Select(at => lines.Sum(w => 1 / (1 + 4 * (at - w) * (at - w) / (FullWidth * FullWidth))))];
        List<double> sticksX = [], sticksY = [];
        foreach (var alike in lines.GroupBy(w => Math.Round(w, 1)))
        {
            sticksX.AddRange([alike.First(), alike.First(), alike.First()]);
            sticksY.AddRange([0, alike.Count(), 0]);
        }
        return new LineChart("Where the modes are", new Axis("Wavenumber", "cm⁻¹") { Min = from, Max = to }, new Axis("Modes") { Min = 0 })
        {
            Caption = $"Each mode counts the same, as a line of {FullWidth:0} cm⁻¹; how strongly light notices it is another question.",
            Width = 720,
        }.Add("broadened", x, y).Add("modes", sticksX, sticksY);
    }

    /// <summary>From a twentieth of the way on: rotors are classical here, and at lower temperatures wrong.</summary>
    static void AddCurves(Section section, Thermochemistry thermochemistry, IReadOnlyList<ThermalState> states)
    {
        if (states.Count == 0)
            return;
        var gas = states[0].Pressure is not null;
        var top = Math.Max(1000, 1.2 * states.Max(s => s.Temperature));
        ThermalState[] all = [.. Enumerable.Range(5, 96).Select(k => thermochemistry.At(top * k / 100, states[0].Pressure ?? 1))];
        double[] t = [.. all.Select(s => s.Temperature)];
        LineChart Chart(string title, string label, string unit) => new(title, new Axis("Temperature", "K") { Min = 0, Max = top }, new Axis(label, unit));
        double[] Of(Func<ThermalState, double> what) => [.. all.Select(what)];
        var capacity = Chart(gas ? "Heat capacity at constant pressure" : "Heat capacity", "Heat capacity", "J/mol/K")
            .Add("all", t, Of(s => Molar.Joules * (gas ? s.HeatCapacityAtConstantPressure : s.HeatCapacity)));
        var entropy = Chart("Entropy", "Entropy", "J/mol/K").Add(new LineSeries("all", t, Of(s => Molar.Joules * s.Entropy)));
        if (gas)
        {
            capacity.Add("vibrations", t, Of(s => Molar.Joules * s.Vibration.HeatCapacity));
            entropy.Add("translation", t, Of(s => Molar.Joules * s.Translation.Entropy));
            if (thermochemistry.Rotor!.Kind != RotorKind.Atom)
                entropy.Add("rotation", t, Of(s => Molar.Joules * s.Rotation.Entropy)).Add("vibrations", t, Of(s => Molar.Joules * s.Vibration.Entropy));
        }
        if (thermochemistry.HasSoftModes)
            entropy.Add(new LineSeries("all, soft modes as rotors", t, Of(s => Molar.Joules * (s.Entropy - s.Vibration.Entropy + s.SoftEntropy))) { Dashed = true });
        section.Add(capacity).Add(entropy);
        var free = Chart("Energies above the potential's minimum", "Energy", "kJ/mol").Add("U − E", t, Of(s => Molar.Kilojoules * (s.InternalEnergy - s.Of.Energy)));
        if (gas)
            free.Add("H − E", t, Of(s => Molar.Kilojoules * (s.Enthalpy - s.Of.Energy)));
        section.Add(free.Add(gas ? "G − E" : "F − E", t, Of(s => Molar.Kilojoules * (s.FreeEnergy - s.Of.Energy))));
    }
}
