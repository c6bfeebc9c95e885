using System.CommandLine;
using Athanor.Quantum;
using Athanor.Reports;

namespace Athanor.App;

/// <summary><c>athanor ion Fe3+</c>: electron configuration, ground level and magnetic moments of free atoms and ions.</summary>
sealed class IonVerb : IVerb
{
    const string Unit = "μB";

    readonly Argument<string[]> _ions = new("ions")
    {
        Description = "Atoms and ions: Fe3+, Fe+3, Fe(III), FeIII, Cl-, Fe …",
        Arity = ArgumentArity.OneOrMore,
    };

    public string Name => "ion";

    public string Summary => "Electron configuration, ground level and magnetic moments of atoms and ions";

    public IReadOnlyList<string> Examples { get; } = ["ion Fe3+", "ion \"Fe(II)\" Gd3+ Eu3+ Cl- --report ions.html"];

    public IEnumerable<Symbol> Symbols => [_ions, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        Ion[] ions = [.. Joined(call.Get(_ions)).Select(Ion.Parse)];
        var table = ToTable(ions);
        string[] remarks = [.. Remarks(ions)];
        call.Screen.Table(table);
        foreach (var remark in remarks)
            call.Screen.Line(remark);
        call.Screen.Json(ions.Select(ToJson));
        if (call.ReportPath is not null)
        {
            var page = call.NewReport(ions.Length == 1 ? ions[0].Name : "Ions");
            page.Summary = "Free atoms and ions by Hund's rules: ground configurations, levels and magnetic moments.";
            var section = page.Section("Ground levels").Add(table);
            foreach (var remark in remarks)
                section.Note(remark);
            call.SaveReport(page);
        }
        return ExitCode.Done;
    }

    /// <summary>Fe 3+ without quotes comes as two words; what begins with no letter belongs to the word before.</summary>
    static List<string> Joined(string[] words)
    {
        var joined = new List<string>();
        foreach (var word in words)
        {
            if (joined.Count > 0 && word.Length > 0 && !char.IsLetter(word[0]))
                joined[^1] += " " + word;
            else
                joined.Add(word);
        }
        return joined;
    }

    static Table ToTable(Ion[] ions)
    {
        var table = new Table(null, Column.Text("ion"), Column.Text("configuration"), Column.Text("ground level"), Column.Text("S"), Column.Text("L"), Column.Text("J"),
            Column.Text("g"), Column.Number("g√(J(J+1))", Unit, "0.00"), Column.Number("spin only", Unit, "0.00"));
        foreach (var ion in ions)
        {
            var term = ion.Term;
            table.Row(ion.Name, $"{ion.Configuration}", $"{term}", Term.Half(term.TwoS), $"{term.L}", Term.Half(term.TwoJ), Lande(term), term.EffectiveMoment, term.SpinOnlyMoment);
        }
        return table;
    }

    static string Lande(Term term) => term.LandeFraction switch
    {
        null => "undefined",
        (var whole, 1) => $"{whole}",
        var (above, below) => $"{above}/{below} = {NumberText.Fixed((double)above / below, 4)}",
    };

    /// <summary>What several ions have in common is said once, with their names before it.</summary>
    static IEnumerable<string> Remarks(Ion[] ions) => ions.SelectMany(i => i.Remarks.Select(r => (i.Name, Remark: r))).GroupBy(x => x.Remark)
        .Select(g => $"{string.Join(", ", g.Select(x => x.Name).Distinct())}: {g.Key}");

    static object ToJson(Ion ion) => new
    {
        Ion = ion.Name,
        Element = ion.Element.Symbol,
        ion.Element.AtomicNumber,
        ion.Charge,
        ion.Configuration.Electrons,
        Configuration = $"{ion.Configuration}",
        ion.Source,
        Term = $"{ion.Term}",
        HundTerm = $"{ion.HundTerm}",
        S = 0.5 * ion.Term.TwoS,
        ion.Term.L,
        J = 0.5 * ion.Term.TwoJ,
        G = ion.Term.LandeG,
        EffectiveMoment = new Quantity(ion.Term.EffectiveMoment, Unit),
        SpinOnlyMoment = new Quantity(ion.Term.SpinOnlyMoment, Unit),
        ion.Remarks,
    };
}
