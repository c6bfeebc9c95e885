using Athanor.Atoms;
using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>Vibrations and thermochemistry as tables.</summary>
public static class VibrationTables
{
    /// <summary>One row for each mode.</summary>
    public static Table Modes(Vibrations vibrations)
    {
        var spread = vibrations.Spread;
        List<Column> columns = [Column.Number("mode"), Column.Text("wavenumber, cm⁻¹") with { AlignRight = true }];
        if (spread is not null)
            columns.Add(Column.Number("± members", "cm⁻¹", "0.0"));
        columns.AddRange([Column.Number("energy", "meV", "0.00"), Column.Number("reduced mass", "amu", "0.000"), Column.Number("force constant", "N/cm", "0.000"), Column.Text("kinetic energy in")]);
        var table = new Table($"{vibrations.Structure.Formula} with {vibrations.Potential}", [.. columns]);
        for (var m = 0; m < vibrations.Modes.Count; m++)
        {
            var mode = vibrations.Modes[m];
            List<Cell> row = [m + 1, mode.IsImaginary ? Cell.Of(mode.WavenumberText(), Tone.Warning) : mode.WavenumberText()];
            if (spread is not null)
                row.Add(spread.Wavenumbers[m]);
            row.AddRange([
                mode.IsImaginary ? default(Cell) : 1000 * mode.Wavenumber * Units.InverseCentimetre, mode.ReducedMass, Units.NewtonPerCentimetre * mode.ForceConstant,
                string.Join(", ", mode.Shares(vibrations.Structure).Where(s => s.Fraction >= 0.01).Select(s => $"{s.Element}\u00a0{100 * s.Fraction:0}\u00a0%")),
            ]);
            table.Row([.. row]);
        }
        return table;
    }

    /// <summary>What each kind of motion contributes at one temperature.</summary>
    public static Table Contributions(ThermalState state)
    {
        var table = new Table($"Contributions at {Where(state)}", Column.Text("motion"), Column.Number("energy", "kJ/mol", "0.000"),
            Column.Number("entropy", "J/mol/K", "0.000"), Column.Number("heat capacity Cv", "J/mol/K", "0.000"));
        void Row(string name, Contribution c) => table.Row(name, Molar.Kilojoules * c.Energy, Molar.Joules * c.Entropy, Molar.Joules * c.HeatCapacity);
        if (state.Pressure is not null)
        {
            Row("translation", state.Translation);
            Row("rotation", state.Rotation);
        }
        Row("vibration, with zero point", state.Vibration);
        if (state.Pressure is not null)
            Row("electrons", state.Electrons);
        Row("sum", state.Translation + state.Rotation + state.Vibration + state.Electrons);
        return table;
    }

    /// <summary>One row for each temperature; energies are above the potential's minimum.</summary>
    public static Table States(IReadOnlyList<ThermalState> states)
    {
        var gas = states.Count > 0 && states[0].Pressure is not null;
        var soft = states.Count > 0 && states[0].Of.HasSoftModes;
        var free = gas ? "G" : "F";
        List<Column> columns = [Column.Number("T", "K", "0.00"), Column.Number("U − E", "kJ/mol", "0.000")];
        if (gas)
            columns.Add(Column.Number("H − E", "kJ/mol", "0.000"));
        columns.AddRange([Column.Number("S", "J/mol/K", "0.000"), Column.Number($"{free} − E", "kJ/mol", "0.000")]);
        if (soft)
            columns.Add(Column.Number($"{free} − E, soft modes as rotors", "kJ/mol", "0.000"));
        columns.Add(Column.Number("Cv", "J/mol/K", "0.000"));
        if (gas)
            columns.Add(Column.Number("Cp", "J/mol/K", "0.000"));
        var table = new Table(gas && states.Count > 0 ? $"Ideal gas at {Bar(states[0])}, for a mole; E is the potential's minimum" : "Vibrations at Γ, for a mole of cells; E is the potential's minimum", [.. columns]);
        foreach (var s in states)
        {
            List<Cell> row = [s.Temperature, Molar.Kilojoules * (s.InternalEnergy - s.Of.Energy)];
            if (gas)
                row.Add(Molar.Kilojoules * (s.Enthalpy - s.Of.Energy));
            row.AddRange([Molar.Joules * s.Entropy, Molar.Kilojoules * (s.FreeEnergy - s.Of.Energy)]);
            if (soft)
                row.Add(Molar.Kilojoules * (s.QuasiHarmonicFreeEnergy - s.Of.Energy));
            row.Add(Molar.Joules * s.HeatCapacity);
            if (gas)
                row.Add(Molar.Joules * s.HeatCapacityAtConstantPressure);
            table.Row([.. row]);
        }
        return table;
    }

    internal static string Where(ThermalState state) => $"{NumberText.Significant(state.Temperature, 6)} K" + (state.Pressure is null ? "" : $" and {Bar(state)}");

    static string Bar(ThermalState state) => $"{NumberText.Significant(state.Pressure!.Value * Units.GigaPascal * 1e4, 6)} bar";
}
