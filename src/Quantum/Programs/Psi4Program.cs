using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary>
/// Psi4 (psicode.org; Smith et al., J. Chem. Phys. 152, 184108 (2020)) through its JSON interface (QCSchema 1), which writes the result into the file it was
/// given. Integrals are exact, not fitted; open shells are unrestricted.
/// </summary>
/// <param name="method">As psi4 calls it: "hf", "mp2", "ccsd(t)", or a functional.</param>
/// <param name="full">Whether the electrons of the cores are correlated too.</param>
sealed class Psi4Program(string method, string basis, bool full) : ExternalProgram
{
    const string Job = "job.json";

    readonly bool _coupledCluster = method.StartsWith("cc", StringComparison.Ordinal);

    public override string Command => "psi4";

    public override string Title => "psi4:" + new MethodAndBasis(method, full, basis).Text;

    public override string Method => $"{method.ToUpperInvariant()}/{basis}, exact integrals{(IsCorrelated ? full ? ", all electrons correlated" : ", frozen core" : "")}; unrestricted where electrons are unpaired";

    public override string Installation => "sudo apt install psi4, or conda install -c conda-forge psi4";

    public override TimeSpan Limit => TimeSpan.FromHours(1);

    bool IsCorrelated => _coupledCluster || method == "mp2";

    /// <summary>Which elements a basis set has, Psi4 knows.</summary>
    public override bool Covers(Element element) => true;

    public override IReadOnlyList<string> Prepare(string folder, ProgramMolecule molecule, bool forces, long memory)
    {
        // Hydrogen and helium have no core.
        var frozen = !full && molecule.Structure.Elements.ToArray().Any(e => e.AtomicNumber > 2);
        if (forces && IsCorrelated && frozen)
            throw new PotentialException($"Psi4 has no analytic forces of {method} with a frozen core. Correlate all electrons ({new Psi4Program(method, basis, true).Title}), or ask for energies alone (--no-forces).");
        if (forces && _coupledCluster && molecule.Unpaired > 0)
            throw new PotentialException($"Forces of {method} for open shells are not taken from Psi4, since nobody has checked them here; ask for energies alone (--no-forces).");
        var geometry = new JsonArray();
        foreach (var coordinate in Vec3.Flatten(molecule.Structure.Positions.AsSpan()))
            geometry.Add(coordinate / Units.Bohr);
        var symbols = new JsonArray();
        foreach (var element in molecule.Structure.Elements)
            symbols.Add(element.Symbol);
        var job = new JsonObject
        {
            ["schema_name"] = "qcschema_input",
            ["schema_version"] = 1,
            ["molecule"] = new JsonObject
            {
                ["symbols"] = symbols,
                ["geometry"] = geometry,
                ["molecular_charge"] = molecule.Charge,
                ["molecular_multiplicity"] = molecule.Multiplicity,
                ["fix_com"] = true,
                ["fix_orientation"] = true,
            },
            ["driver"] = forces ? "gradient" : "energy",
            ["model"] = new JsonObject { ["method"] = method, ["basis"] = basis },
            ["keywords"] = Keywords(molecule, frozen),
        };
        File.WriteAllText(Path.Combine(folder, Job), job.ToJsonString());
        return ["--json", Job, "-n", "1", "-s", folder];
    }

    JsonObject Keywords(ProgramMolecule molecule, bool frozen)
    {
        var keywords = new JsonObject
        {
            ["scf_type"] = "pk",
            ["mp2_type"] = "conv",
            ["cc_type"] = "conv",
            ["freeze_core"] = frozen,
            ["e_convergence"] = 1e-10,
            ["d_convergence"] = 1e-9,
            ["reference"] = molecule.Unpaired > 0 ? "uhf" : "rhf",
        };
        if (_coupledCluster)
            keywords["r_convergence"] = 1e-8;
        return keywords;
    }

    public override ProgramAnswer Read(string folder, ProgramOutcome outcome, ProgramMolecule molecule, bool forces)
    {
        JsonElement result;
        try
        {
            using var document = JsonDocument.Parse(FileText(folder, Job));
            result = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw outcome.ExitCode != 0 ? Unrecognised(outcome) : Garbled(Job);
        }
        if (result.TryGetProperty("error", out var error))
            throw Explained(error.TryGetProperty("error_message", out var message) ? message.ToString() : error.ToString());
        if (outcome.ExitCode != 0 || !result.TryGetProperty("success", out var success) || success.ValueKind != JsonValueKind.True)
            throw Unrecognised(outcome);
        try
        {
            return Checked(result, molecule, forces);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Garbled(Job);
        }
    }

    ProgramAnswer Checked(JsonElement result, ProgramMolecule molecule, bool forces)
    {
        molecule.RefuseUnlessEchoed(Command, Vectors(result.GetProperty("molecule").GetProperty("geometry"), Units.Bohr));
        var properties = result.GetProperty("properties");
        if (properties.GetProperty("calcinfo_nalpha").GetInt32() - properties.GetProperty("calcinfo_nbeta").GetInt32() != molecule.Unpaired)
            throw new PotentialException("psi4 computed another multiplicity than it was asked for; its answer is not taken.");
        var variables = result.GetProperty("extras").GetProperty("qcvars");
        if (variables.TryGetProperty("FINDIF NUMBER", out _))
            throw new PotentialException($"Psi4 has no analytic forces of {method} and took differences instead, which are not exact enough; ask for energies alone (--no-forces).");
        var energy = variables.GetProperty("CURRENT ENERGY").GetDouble();
        if (!forces)
        {
            if (!(Math.Abs(result.GetProperty("return_result").GetDouble() - energy) < 1e-9))
                throw new PotentialException("psi4 gave two energies; its answer is not taken.");
            return new ProgramAnswer(energy * Units.Hartree, null);
        }
        var gradient = Vectors(result.GetProperty("return_result"), -Units.Hartree / Units.Bohr);
        return gradient.Length == molecule.Count ? new ProgramAnswer(energy * Units.Hartree, gradient) : throw Garbled(Job);
    }

    static Vec3[] Vectors(JsonElement numbers, double factor)
    {
        double[] flat = [.. numbers.EnumerateArray().Select(n => n.GetDouble())];
        return [.. Enumerable.Range(0, flat.Length / 3).Select(i => factor * new Vec3(flat[3 * i], flat[3 * i + 1], flat[3 * i + 2]))];
    }

    PotentialException Explained(string message)
    {
        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says("Could not converge SCF") || Says("SCFConvergenceError"))
            return new PotentialException("The SCF of psi4 did not converge; the geometry, charge or multiplicity may be far from any that is stable.");
        if (Says("did not converge") || Says("not converged"))
            return new PotentialException($"psi4's {method} did not converge.");
        if (Says("BasisSetNotFound") || Says("basis set") && Says("not found"))
            return new PotentialException($"psi4 has no basis set '{basis}' for the elements of this structure.");
        if (Says("MissingMethodError") || Says("ManagedMethodError") || Says("not available") || Says("Invalid method") || Says("no functional"))
            return new PotentialException($"psi4 cannot compute '{method}' for this structure.");
        var last = message.Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.Length > 0) ?? "nothing";
        return new PotentialException(string.Create(CultureInfo.InvariantCulture, $"psi4 failed; its last words: {(last.Length > 200 ? last[..200] + " …" : last)}"));
    }
}
