using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>What the inspection of data found: what is in it, what is doubtful, and the energies of isolated atoms. Made before anything is fitted.</summary>
public sealed class ImportReport
{
    ImportReport(Dataset data, ImportSummary summary, AtomEnergies atomEnergies, IReadOnlyList<Finding> findings)
    {
        Data = data;
        Summary = summary;
        AtomEnergies = atomEnergies;
        Findings = findings;
    }

    public Dataset Data { get; }

    public ImportSummary Summary { get; }

    public AtomEnergies AtomEnergies { get; }

    /// <summary>Refusals first, then warnings, then notes.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>True where training on this data would be wasted.</summary>
    public bool Refuses => Findings.Any(f => f.Severity == Severity.Refusal);

    /// <summary>
    /// True where stresses contradict the energies, by sign, unit or order of components. Energies and forces may be sound nevertheless, so this
    /// is a warning; but nothing should be fitted to these stresses.
    /// </summary>
    public bool DistrustsStress => Findings.Any(f => f.Severity > Severity.Note && f.Code.StartsWith("stress-", StringComparison.Ordinal));

    /// <summary>Looks at a data set from all sides. The time grows with the number of atoms, and with at most 250² pairs of frames of each kind of molecule or cell.</summary>
    public static ImportReport Of(Dataset data)
    {
        var inspected = new InspectedData(data);
        var findings = DataChecks.All.SelectMany(c => c.Run(inspected)).OrderByDescending(f => f.Severity).ToArray();
        return new ImportReport(data, ImportSummary.Of(inspected), inspected.AtomEnergies, findings);
    }

    /// <summary>The same report, in which findings of these codes are mere notes, where they <see cref="Finding.MayBeAccepted"/>: the user knows better.</summary>
    public ImportReport Accepting(IReadOnlyCollection<string> codes) => new(Data, Summary, AtomEnergies,
        [.. Findings.Select(f => f.MayBeAccepted && codes.Contains(f.Code) ? f with { Severity = Severity.Note } : f).OrderByDescending(f => f.Severity)]);

    /// <summary>Tables and findings for a terminal; ends with a newline.</summary>
    public string ToText() => ImportReportText.Write(this);

    /// <summary>Everything as JSON, for other programs.</summary>
    public string ToJson() => JsonText.Of(new
    {
        refuses = Refuses,
        files = Summary.Files,
        frames = Summary.Frames,
        atoms = Summary.Atoms,
        elements = Summary.Elements,
        compositions = Summary.Compositions.Select(c => new { formula = c.Name, frames = c.Frames }),
        periodicity = Summary.Cells.Select(c => new { pbc = c.Name, frames = c.Frames }),
        isolatedAtoms = Summary.IsolatedAtoms,
        labels = new { energies = Summary.Energies, forces = Summary.Forces, stresses = Summary.Stresses },
        groups = Summary.Groups,
        atomEnergies = AtomEnergies.Rows.Select(r => new { element = r.Element.Symbol, energy = r.Energy, source = r.Source, atoms = r.Atoms }),
        findings = Findings.Select(f => new { severity = f.Severity, code = f.Code, what = f.What, where = f.Where, advice = f.Advice, frames = f.Frames }),
    });

    /// <summary>Appends sections about the data and its doubts to a page.</summary>
    public void AddTo(ReportPage page) => ImportReportPage.Write(this, page);
}
