using Athanor.Atoms;
using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>Quantum nuclei as tables.</summary>
public static class QuantumNucleiTables
{
    /// <param name="results">One for each number of beads.</param>
    public static IEnumerable<Table> All(IReadOnlyList<QuantumNuclei> results)
    {
        if (results.Count > 1)
            yield return Convergence(results);
        if (results.Count == 0)
            yield break;
        yield return Energies(results[^1]);
        yield return Elements(results[^1]);
        if (results[^1].Bonds.Count > 0)
            yield return Bonds(results[^1]);
    }

    /// <summary>What has to be known to read them.</summary>
    public static IEnumerable<string> Remarks(IReadOnlyList<QuantumNuclei> results)
    {
        if (results.Count == 0)
            yield break;
        var last = results[^1];
        if (results.FirstOrDefault(r => r.Strays.Count > 0) is { } apart)
        {
            var atom = apart.Strays[0];
            yield return $"With {apart.Settings.Beads} beads it flew apart: {(apart.Strays.Count == 1 ? "one atom" : $"{apart.Strays.Count} atoms")}, such as {atom + 1} ({apart.Structure.Elements[atom]}), ended far from all others. Nothing holds them in an endless room: averages are of no equilibrium, and another length of run gives others. Take a potential that binds (or a lower temperature), or a cell.";
        }
        if (results.Where(r => r.DriftsFar).MaxBy(r => Math.Abs(r.Drift)) is { } drifts)
            yield return $"With {drifts.Settings.Beads} beads the conserved energy drifted by {NumberText.Significant(1000 * drifts.Drift, 2)} meV for each bead and atom over the run (kT is {NumberText.Significant(1000 * Units.Boltzmann * drifts.Settings.Temperature, 2)}): the time step is too long for the stiffest bonds. Take --timestep {NumberText.Significant(0.5 * drifts.Settings.TimeStep, 3)}.";
        if (last.Averages.Readings.Count < 16)
            yield return "Too few steps for averages to have errors; --steps makes the run longer.";
        if (last.Settings.Contracted is { } few)
            yield return $"The difference to the baseline was evaluated on {few} of {last.Settings.Beads} beads{(last.Settings.InnerSteps is > 1 and var n ? $", once in {n} steps of the baseline" : "")}.";
        var off = last.Temperature.Value - last.Settings.Temperature;
        if (last.Temperature.Statistical is { } error && Math.Abs(off) > 4 * error + 0.03 * last.Settings.Temperature)
            yield return $"The beads' own motion is at {last.Temperature.ToQuantity()}, not at {last.Settings.Temperature} K: the time step is too long or the run too short.";
        if (last.Harmonic is not { } harmonic)
            yield break;
        var missing = harmonic.Quantum - harmonic.Discretised;
        if (missing > 0.005 * harmonic.Quantum)
            yield return $"With {last.Settings.Beads} beads a harmonic system would miss {NumberText.Significant(1000 * missing, 2)} meV of its energy ({100 * missing / harmonic.Quantum:0.#} %); more beads miss less, as 1/P².";
    }

    static Table Energies(QuantumNuclei nuclei)
    {
        var harmonic = nuclei.Harmonic;
        List<Column> columns = [Column.Text("energy, eV"), Column.Text($"path integral, {nuclei.Settings.Beads} beads") with { AlignRight = true }];
        if (harmonic is not null)
            columns.AddRange([Column.Text("harmonic, quantum") with { AlignRight = true }, Column.Text("harmonic, classical") with { AlignRight = true }]);
        var table = new Table($"{nuclei.Structure.Formula} at {nuclei.Settings.Temperature} K{(harmonic is null ? "" : ", above rest")}", [.. columns]);
        var rigid = harmonic is null ? 0 : 2 * nuclei.ClassicalKinetic - harmonic.Classical;
        void Row(string name, Estimate? value, double? quantum, double? classical)
        {
            List<Cell> row = [name, value is { } v ? (v with { Unit = "" }).ToString() : ""];
            if (harmonic is not null)
                row.AddRange([quantum is { } q ? NumberText.Fixed(q, 5) : "", classical is { } c ? NumberText.Fixed(c, 5) : ""]);
            table.Row([.. row]);
        }
        // Each vibration has half of its energy in motion; rigid motions have all of theirs.
        double? Half(double? total, int sign) => total is { } e ? 0.5 * (e + sign * rigid) : null;
        Row("total", nuclei.Energy, harmonic?.Quantum, harmonic?.Classical);
        Row("potential", nuclei.PotentialEnergy, Half(harmonic?.Quantum, -1), Half(harmonic?.Classical, -1));
        Row("kinetic, centroid virial", nuclei.KineticEnergy, Half(harmonic?.Quantum, 1), Half(harmonic?.Classical, 1));
        Row("kinetic, primitive", nuclei.PrimitiveKineticEnergy, Half(harmonic?.Quantum, 1), Half(harmonic?.Classical, 1));
        if (harmonic is not null)
            Row("zero point", null, harmonic.ZeroPoint, 0);
        return table;
    }

    static Table Elements(QuantumNuclei nuclei)
    {
        var table = new Table("By element", Column.Text("element"), Column.Text("kinetic energy, meV/atom") with { AlignRight = true }, Column.Number("over the classical one", null, "0.00"),
            Column.Text("radius of gyration, Å") with { AlignRight = true });
        foreach (var (element, kinetic, gyration) in nuclei.Elements)
        {
            table.Row(element.Symbol, (kinetic.In("", 1000) with { Unit = "" }).ToString(), kinetic.Value / (1.5 * Units.Boltzmann * nuclei.Settings.Temperature), (gyration with { Unit = "" }).ToString());
        }
        return table;
    }

    static Table Bonds(QuantumNuclei nuclei)
    {
        var table = new Table("Bonds", Column.Text("bond"), Column.Number("in the structure"), Column.Number("mean of beads", "Å", "0.0000"), Column.Number("their deviation", "Å", "0.0000"),
            Column.Number("mean of centroids", "Å", "0.0000"));
        foreach (var bond in nuclei.Bonds)
            table.Row(bond.Name, bond.Count, bond.Mean, bond.Deviation, bond.CentroidMean);
        return table;
    }

    static Table Convergence(IReadOnlyList<QuantumNuclei> results)
    {
        var harmonic = results[0].Harmonic is not null;
        List<Column> columns = [Column.Number("beads"), Column.Text("energy, eV") with { AlignRight = true }, Column.Text("kinetic energy, eV") with { AlignRight = true }];
        if (harmonic)
            columns.Add(Column.Number("a harmonic system with as many", "eV", "0.00000"));
        var table = new Table("With the number of beads", [.. columns]);
        foreach (var r in results)
        {
            List<Cell> row = [r.Settings.Beads, (r.Energy with { Unit = "" }).ToString(), (r.KineticEnergy with { Unit = "" }).ToString()];
            if (r.Harmonic is { } h)
                row.Add(h.Discretised);
            table.Row([.. row]);
        }
        return table;
    }
}
