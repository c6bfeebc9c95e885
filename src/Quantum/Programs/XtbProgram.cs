using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary>
/// xtb (github.com/grimme-lab/xtb): GFN2-xTB (Bannwarth, Ehlert, Grimme, JCTC 15, 1652 (2019)) and GFN1-xTB (Grimme, Bannwarth, Shushkov, JCTC 13, 1989 (2017)).
/// Energy and gradient come from the file <c>gradient</c>, which has the geometry beside them; the last digit of the energy from the output.
/// </summary>
/// <param name="hamiltonian">1 or 2.</param>
sealed partial class XtbProgram(int hamiltonian) : ExternalProgram
{
    const int Heaviest = 86;

    public override string Command => "xtb";

    public override string Title => $"xtb:gfn{hamiltonian}";

    public override string Method => $"GFN{hamiltonian}-xTB, gas phase, electrons at 300 K";

    public override string Installation => "sudo apt install xtb, or conda install -c conda-forge xtb";

    public override TimeSpan Limit => TimeSpan.FromMinutes(30);

    public override double ForceNoise => 1e-5;

    public override bool Covers(Element element) => element.AtomicNumber <= Heaviest;

    public override IReadOnlyList<string> Prepare(string folder, ProgramMolecule molecule, bool forces, long memory)
    {
        var xyz = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{molecule.Count}\n\n");
        for (var i = 0; i < molecule.Count; i++)
        {
            var r = molecule.Structure.Positions[i];
            xyz.Append(CultureInfo.InvariantCulture, $"{molecule.Structure.Elements[i].Symbol} {r.X:0.0000000000000} {r.Y:0.0000000000000} {r.Z:0.0000000000000}\n");
        }
        File.WriteAllText(Path.Combine(folder, "m.xyz"), xyz.ToString());
        // Tight thresholds, so that forces are derivatives to more digits than a network can learn.
        return FormattableString.Invariant($"m.xyz --gfn {hamiltonian} --grad --chrg {molecule.Charge} --uhf {molecule.Unpaired} --acc 0.0001 --norestart").Split(' ');
    }

    public override ProgramAnswer Read(string folder, ProgramOutcome outcome, ProgramMolecule molecule, bool forces)
    {
        if (outcome.Output.Contains("Self consistent charge iterator did not converge", StringComparison.Ordinal))
            throw new PotentialException("The self-consistent charges of xtb did not converge; the geometry, charge or multiplicity may be far from any that is stable.");
        if (outcome.Output.Contains("unknown element", StringComparison.Ordinal))
            throw new PotentialException("xtb does not know an element of this structure.");
        if (outcome.ExitCode != 0 || !outcome.Error.Contains("normal termination of xtb", StringComparison.Ordinal) || outcome.Error.Contains("abnormal termination", StringComparison.Ordinal))
            throw Unrecognised(outcome);
        RefuseChangedElectrons(outcome.Output, molecule);
        var text = FileText(folder, "gradient");
        var (energy, gradient) = Parse(text, molecule);
        // The file has eleven decimals, the output twelve.
        if (TotalEnergy().Match(outcome.Output) is { Success: true } line && TryNumber(line.Groups[1].Value, out var total))
        {
            if (!(Math.Abs(total - energy) <= 1e-9))
                throw new PotentialException("xtb printed one energy and wrote another; its answer is not taken.");
            energy = total;
        }
        const double ForcePerGradient = -Units.Hartree / Units.Bohr;
        return new ProgramAnswer(energy * Units.Hartree, forces ? [.. gradient.Select(g => ForcePerGradient * g)] : null);
    }

    /// <summary>xtb goes on with more electrons taken away than its valence shells have.</summary>
    static void RefuseChangedElectrons(string output, ProgramMolecule molecule)
    {
        if (ValenceElectrons().Match(output) is { Success: true } found
            && int.TryParse(found.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var electrons) && (electrons < 1 || electrons < molecule.Unpaired))
            throw new PotentialException($"With a charge of {molecule.Charge:+0;-0;0} and a multiplicity of {molecule.Multiplicity}, {electrons} valence electrons are left to xtb; check both.");
    }

    (double Energy, Vec3[] Gradient) Parse(string text, ProgramMolecule molecule)
    {
        var lines = text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToArray();
        if (lines.Length < 3 || lines[0] != "$grad" || lines[^1] != "$end" || CycleEnergy().Match(lines[1]) is not { Success: true } cycle || !TryNumber(cycle.Groups[1].Value, out var energy))
            throw Garbled("gradient");
        var body = lines[2..^1].Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var echoed = body.TakeWhile(w => w.Length == 4).ToArray();
        molecule.RefuseUnlessEchoed(Command, [.. echoed.Select(w => Units.Bohr * Vector(w))]);
        for (var i = 0; i < echoed.Length; i++)
        {
            if (!string.Equals(echoed[i][3], molecule.Structure.Elements[i].Symbol, StringComparison.OrdinalIgnoreCase))
                throw new PotentialException($"xtb took atom {i + 1} for {echoed[i][3]} instead of {molecule.Structure.Elements[i]}; its answer is not taken.");
        }
        if (body.Length != 2 * molecule.Count || body.Skip(molecule.Count).Any(w => w.Length != 3))
            throw Garbled("gradient");
        return (energy, [.. body.Skip(molecule.Count).Select(Vector)]);
    }

    /// <summary>Fortran writes stars where a number has no room; those, and NaN, become what is refused later.</summary>
    static Vec3 Vector(string[] words) => new(Number(words[0]), Number(words[1]), Number(words[2]));

    static double Number(string word) => TryNumber(word, out var number) ? number : double.NaN;

    static bool TryNumber(string word, out double number) =>
        double.TryParse(word.Replace('D', 'E'), NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"SCF energy =\s*(\S+)")]
    private static partial Regex CycleEnergy();

    [GeneratedRegex(@"\| TOTAL ENERGY\s+(\S+) Eh")]
    private static partial Regex TotalEnergy();

    [GeneratedRegex(@"# electrons\s+(-?\d+)")]
    private static partial Regex ValenceElectrons();
}
