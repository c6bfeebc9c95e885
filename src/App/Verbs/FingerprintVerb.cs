using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.App;

/// <summary><c>athanor fingerprint STRUCTURE…</c>: which atoms of a structure are alike and how they follow a strain; which structures are alike, or mirror images.</summary>
sealed class FingerprintVerb : IVerb
{
    /// <summary>Structures that are compared with one another; the time grows with the square.</summary>
    const int Most = 2000;

    readonly Argument<string[]> _files = new("structures") { Description = "Files of structures, every frame of each", Arity = ArgumentArity.OneOrMore };

    readonly Option<double> _cutoff = new("--cutoff") { HelpName = "Å", Description = "How far an atom looks", DefaultValueFactory = _ => FingerprintForm.UsualCutoff };

    readonly Option<bool> _chirality = new("--chirality") { Description = "Tell mirror images apart, by invariants that change their sign" };

    readonly Option<double> _strain = new("--strain") { HelpName = "size", Description = "Strain that one structure is put to", DefaultValueFactory = _ => 0.01 };

    readonly Option<double> _tolerance = new("--tolerance")
    {
        HelpName = "share",
        Description = "Atoms whose fingerprints differ by no more than this share are alike",
        DefaultValueFactory = _ => StructureFingerprint.UsualTolerance,
    };

    readonly Option<bool> _pairs = new("--pairs") { Description = "Rank all pairs of structures, not only each with the first" };

    public string Name => "fingerprint";

    public string Summary => "Which atoms of a structure are alike, how they follow a strain; which structures are alike, or mirror images";

    public IReadOnlyList<string> Examples { get; } =
    [
        "fingerprint crystal.cif --report crystal.html",
        "fingerprint strained.poscar --strain 0.02 --cutoff 6",
        "fingerprint left.xyz right.xyz --chirality",
        "fingerprint phases.xyz --pairs --json",
    ];

    public IEnumerable<Symbol> Symbols => [_files, _cutoff, _chirality, _strain, _tolerance, _pairs, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        if (!(call.Get(_tolerance) is > 0 and < 1))
            throw new UsageException("--tolerance is a number above 0 and below 1.");
        if (!(call.Get(_strain) is > 0 and <= 0.5))
            throw new UsageException("--strain is a number above 0, at most 0.5.");
        if (!(call.Get(_cutoff) is >= 0.5 and <= 50))
            throw new UsageException("--cutoff is a number of Å from 0.5 to 50.");
        var (names, structures) = Read(call);
        if (structures.Count > 1 && call.Has(_strain))
            throw new UsageException("--strain is for one structure; there are more.");
        var form = new FingerprintForm(structures.SelectMany(s => s.Elements.ToArray()), call.Get(_cutoff), call.Get(_chirality));
        var fingerprints = new StructureFingerprint[structures.Count];
        using (var progress = call.Progress("fingerprints", "structures", structures.Count))
        {
            for (var k = 0; k < fingerprints.Length; k++)
            {
                call.Cancellation.ThrowIfCancellationRequested();
                fingerprints[k] = StructureFingerprint.Of(structures[k], form, call.Team, call.Get(_tolerance));
                progress.Add(1);
            }
        }
        if (structures.Count == 1)
            One(call, names[0], structures[0], fingerprints[0]);
        else
            Several(call, names, fingerprints);
        return ExitCode.Done;
    }

    (List<string> Names, List<Structure> Structures) Read(Call call)
    {
        var names = new List<string>();
        var structures = new List<Structure>();
        foreach (var path in call.Get(_files))
        {
            Frame[] frames = [.. StructureFiles.Read(path)];
            for (var k = 0; k < frames.Length; k++)
            {
                if (frames[k].Structure.Count == 0)
                    throw new AtomsException($"{path}, frame {k + 1}, has no atoms: there is nothing to look at.");
                names.Add(NameOf(frames[k], path, frames.Length > 1 ? k + 1 : null));
                structures.Add(frames[k].Structure);
            }
        }
        if (structures.Count > Most)
            throw new UsageException($"{structures.Count} structures are too many to compare; at most {Most} are.");
        return (names, structures);
    }

    static string NameOf(Frame frame, string path, int? number)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        if (number is not { } n)
            return file;
        var flags = frame.Info.Where(i => i.Value == "T").Select(i => i.Key).ToArray();
        return frame.Info.TryGetValue("name", out var name) ? $"{n} {name}" : flags.Length == 1 ? $"{n} {flags[0]}" : $"{file} {n}";
    }

    void One(Call call, string name, Structure structure, StructureFingerprint fingerprint)
    {
        var response = FingerprintResponse.Of(structure, fingerprint, call.Get(_strain), call.Team, call.Get(_tolerance), call.Cancellation);
        call.Screen.Line(FingerprintTables.Headline(name, structure, fingerprint));
        call.Screen.Line();
        call.Screen.Table(FingerprintTables.Sites(fingerprint));
        if (fingerprint.Form.Chirality)
            call.Screen.Table(FingerprintTables.Hands(fingerprint));
        call.Screen.Table(FingerprintTables.Responses(fingerprint, response));
        call.Screen.Table(FingerprintTables.Strains(response, call.Get(_strain)));
        foreach (var remark in FingerprintTables.Remarks(fingerprint, response))
            call.Screen.Note(remark);
        call.Screen.Json(FingerprintRecord.Of(name, structure, fingerprint, response));
        call.Report($"Fingerprint of {name}", FingerprintTables.Headline(name, structure, fingerprint), page => FingerprintReport.Fill(page, structure, fingerprint, response, call.Get(_strain)));
    }

    void Several(Call call, List<string> names, StructureFingerprint[] fingerprints)
    {
        FingerprintComparison compared;
        using (var progress = call.Progress("comparing", "structures", fingerprints.Length))
            compared = FingerprintComparison.Of(names, fingerprints, call.Get(_pairs), () => progress.Add(1), call.Cancellation);
        call.Screen.Table(compared.ToTable());
        if (fingerprints[0].Form.Chirality)
            call.Screen.Table(compared.Hands());
        call.Screen.Json(compared.ToJson());
        call.Report("Fingerprints", $"{fingerprints.Length} structures compared within {fingerprints[0].Form.Cutoff} Å.", page => FingerprintReport.Fill(page, compared, call.Cancellation));
    }
}
