using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary>
/// NWChem (nwchemgit.github.io; Aprà et al., J. Chem. Phys. 152, 184102 (2020)). Energy and gradient come from the file that it writes for Ecce, which has them to 15 digits beside the
/// geometry. Open shells are unrestricted: HF and MP2 by the modules of that name, coupled cluster by the tensor contraction engine (TCE).
/// </summary>
sealed partial class NwchemProgram(MethodAndBasis what) : ExternalProgram
{
    const string Job = "job.nw", Answer = "ecce.out";

    /// <summary>It does not begin with much less.</summary>
    const long LeastMegabytes = 200;

    /// <summary>Å, as NWChem writes coordinates (CODATA 1986).</summary>
    const double OldBohr = 0.529177249;

    public static IReadOnlyList<string> Methods { get; } = ["hf", "mp2", "ccsd", "ccsd(t)"];

    public override string Command => "nwchem";

    public override string Title => "nwchem:" + what.Text;

    public override string Method => $"{what.Method.ToUpperInvariant()}/{what.Basis}{(what.Method == "hf" ? "" : what.Full ? ", all electrons correlated" : ", frozen core")}; unrestricted where electrons are unpaired";

    public override string Installation => "sudo apt install nwchem, or conda install -c conda-forge nwchem";

    public override TimeSpan Limit => TimeSpan.FromHours(1);

    /// <summary>Which elements a basis set has, NWChem knows.</summary>
    public override bool Covers(Element element) => true;

    public override IReadOnlyList<string> Prepare(string folder, ProgramMolecule molecule, bool forces, long memory)
    {
        if (forces && what.Method.StartsWith("cc", StringComparison.Ordinal))
            throw new PotentialException($"NWChem has no analytic forces of {what.Method} and would take differences of energies, which are not exact enough; ask for energies alone (--no-forces).");
        // Thresholds: with its own, NWChem's gradients of MP2 are right to six digits only.
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            start job
            memory total {Math.Max(memory >> 20, LeastMegabytes)} mb
            ecce_print {Answer}
            charge {molecule.Charge}
            geometry units bohr noautosym nocenter noautoz noprint

            """));
        for (var i = 0; i < molecule.Count; i++)
        {
            var r = 1 / Units.Bohr * molecule.Structure.Positions[i];
            text.Append(CultureInfo.InvariantCulture, $" {molecule.Structure.Elements[i].Symbol} {r.X:0.00000000000000} {r.Y:0.00000000000000} {r.Z:0.00000000000000}\n");
        }
        text.Append("end\n").Append(NwchemFunctions.Block(what.Basis, molecule.Structure.Elements.ToArray()));
        text.Append(CultureInfo.InvariantCulture, $"""
            set lindep:tol 1d-7
            scf
             {(molecule.Unpaired > 0 ? "uhf" : "rhf")}
             nopen {molecule.Unpaired}
             thresh 1e-8
             tol2e 1e-12
             maxiter 100
            end

            """);
        text.Append(Task(molecule)).Append(forces ? " gradient\n" : " energy\n");
        File.WriteAllText(Path.Combine(folder, Job), text.ToString().ReplaceLineEndings("\n"));
        return [Job];
    }

    string Task(ProgramMolecule molecule)
    {
        var pairs = (molecule.Electrons - molecule.Unpaired) / 2;
        var core = what.Full ? 0 : Math.Min(pairs, molecule.Structure.Elements.ToArray().Sum(FrozenCore.Orbitals));
        if (what.Method == "hf" || molecule.Electrons == 2 * core)
            return "task scf";
        return (what.Method, molecule.Unpaired) switch
        {
            ("mp2", _) => $"mp2\n freeze core {core}\n tight\nend\ntask mp2",
            (_, 0) => $"ccsd\n freeze core {core}\n thresh 1e-8\n maxiter 100\nend\ntask {what.Method}",
            _ => $"tce\n scf\n {what.Method}\n freeze core {core}\n thresh 1e-8\n maxiter 100\nend\ntask tce",
        };
    }

    public override ProgramAnswer Read(string folder, ProgramOutcome outcome, ProgramMolecule molecule, bool forces)
    {
        // It prints energies that have not converged like any other; its exit status is what tells.
        if (outcome.ExitCode != 0)
            throw Explained(outcome);
        var file = new EcceFile(FileText(folder, Answer), forces ? "task_gradient" : "task_energy");
        if (!file.IsSound || file.Numbers("total energy") is not [var energy] || file.Numbers("cartesian coordinates") is not { } coordinates || file.Numbers("atomic charges") is not { } charges)
            throw Garbled(Answer);
        molecule.RefuseUnlessEchoed(Command, Vectors(coordinates, Units.Bohr / OldBohr));
        for (var i = 0; i < molecule.Count; i++)
        {
            // Symbols that it does not know it takes for shorter ones: Og for O.
            if (charges.Length != molecule.Count || charges[i] != molecule.Structure.Elements[i].AtomicNumber)
                throw new PotentialException($"NWChem took atom {i + 1} for another element than {molecule.Structure.Elements[i]}; its answer is not taken.");
        }
        RefuseOtherElectrons(outcome.Output, molecule);
        if (!forces)
            return new ProgramAnswer(energy * Units.Hartree, null);
        return file.Numbers("total gradient") is { } gradient && gradient.Length == coordinates.Length
            ? new ProgramAnswer(energy * Units.Hartree, Vectors(gradient, -Units.Hartree / Units.Bohr))
            : throw Garbled(Answer);
    }

    static void RefuseOtherElectrons(string output, ProgramMolecule molecule)
    {
        var (paired, unpaired) = ((molecule.Electrons - molecule.Unpaired) / 2, molecule.Unpaired);
        var (first, second) = unpaired > 0 ? (paired + unpaired, paired) : (paired, 0);
        if (Electrons().Match(output) is not { Success: true } said || said.Groups["first"].Value != $"{first}" || said.Groups["second"].Value != $"{second}")
            throw new PotentialException("NWChem computed another charge or multiplicity than it was asked for; its answer is not taken.");
    }

    static Vec3[] Vectors(double[] flat, double factor) =>
        [.. Enumerable.Range(0, flat.Length / 3).Select(i => factor * new Vec3(flat[3 * i], flat[3 * i + 1], flat[3 * i + 2]))];

    PotentialException Explained(ProgramOutcome outcome)
    {
        bool Says(string words) => outcome.Output.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says("Calculation failed to converge") || Says("scf energy failed"))
            return new PotentialException("The SCF of NWChem did not converge; the geometry, charge or multiplicity may be far from any that is stable.");
        if (Says("ccsd energy failed") || Says("ccsd(t) energy failed") || Says("maxiter exceeded"))
            return new PotentialException($"NWChem's {what.Method} did not converge.");
        if (Says("no such basis available") || Says("failed opening basis file"))
            return new PotentialException($"NWChem has no basis set '{what.Basis}' for the elements of this structure.");
        var reason = Complaint().Match(outcome.Output) is { Success: true } printed ? printed : Abort().Match(outcome.Error);
        return reason.Success ? new PotentialException($"NWChem failed with exit code {outcome.ExitCode}: {reason.Groups[1].Value.Trim()}.") : Unrecognised(outcome);
    }

    [GeneratedRegex(@"(closed shells|alpha electrons)\s+=\s+(?<first>\d+)\s+(open shells|beta\s+electrons)\s+=\s+(?<second>\d+)")]
    private static partial Regex Electrons();

    /// <summary>A sentence and a number between two lines, and then where in the input that was.</summary>
    [GeneratedRegex(@"-{60,}\s+(\S[^\n]{0,160}?)\s+-?\d+\s+-{60,}\s+-{60,}\s+current input line")]
    private static partial Regex Complaint();

    [GeneratedRegex(@"ARMCI Error: \d+:(.{1,160}?):?\s*\n")]
    private static partial Regex Abort();
}
