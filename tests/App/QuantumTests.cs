using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

/// <summary>Methods of quantum chemistry through the verbs: what comes out, and what is said of input that cannot be.</summary>
public sealed class QuantumTests : IDisposable
{
    const string Water = "3\nProperties=species:S:1:pos:R:3\nO 0 0 0.1173\nH 0 0.7572 -0.4692\nH 0 -0.7572 -0.4692\n";

    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    static string Molecule(string info, params string[] atoms) => $"{atoms.Length}\n{info} Properties=species:S:1:pos:R:3\n{string.Join('\n', atoms)}\n";

    [Fact]
    public void Labels_of_half_broken_bonds_are_refused_and_the_rest_is_labelled()
    {
        _program.Write("in.xyz", Water + Molecule("", "N 0 0 0", "N 0 0 1.9") + Molecule("", "O 0 0 0", "H 0 1.5 -0.93", "H 0 -1.5 -0.93") + Molecule("", "F 0 0 0", "F 0 0 2.4")
            + Molecule("", "N 0 0 0", "N 0 0 1.1"));
        var outcome = _program.Run("label", "in.xyz", "--oracle", "ccsd(t)/cc-pvdz", "-o", "out.xyz", "--no-forces", "--json").MustEndWith(3);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal([2, 3, 4], json.RootElement.GetProperty("failed").EnumerateArray().Select(f => f.GetProperty("frame").GetInt32()));
        Assert.All(_program.Read("out.xyz.failed.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains("is not to be trusted", line));
        var frames = StructureFiles.Read(_program.PathOf("out.xyz")).ToArray();
        Assert.Equal(["H2O", "N2"], frames.Select(f => f.Structure.Formula));
        Assert.All(frames, f => Assert.InRange(double.Parse(f.Info["t1"]), 0.003, 0.02));
        Assert.DoesNotContain("dipole", frames[0].Info.Keys);
    }

    [Fact]
    public void Evaluate_writes_dipole_charges_and_diagnostics()
    {
        _program.Write("in.xyz", Water + Molecule("multiplicity=3", "O 0 0 0", "O 0 0 1.21"));
        var outcome = _program.Run("evaluate", "hf/6-31g*", "in.xyz", "-o", "out.xyz", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var rows = json.RootElement.GetProperty("frames");
        Assert.InRange(Math.Abs(rows[0].GetProperty("dipole")[2].GetProperty("value").GetDouble()), 0.3, 0.6);
        Assert.InRange(rows[1].GetProperty("remarks").GetProperty("s2").GetDouble(), 2, 2.1);
        var frames = StructureFiles.Read(_program.PathOf("out.xyz")).ToArray();
        Assert.Equal(rows[0].GetProperty("dipole")[2].GetProperty("value").GetDouble(), double.Parse(frames[0].Info["dipole"].Split(' ')[2]));
        Assert.Equal(0, frames[0].Columns["charges"].Numbers!.Sum(), 1e-9);
        Assert.NotNull(frames[0].Forces);

        _program.Run("evaluate", "hf/6-31g*", "in.xyz", "-o", "energies.xyz", "--no-forces").MustEndWith(0);
        var energies = StructureFiles.Read(_program.PathOf("energies.xyz")).ToArray();
        Assert.Null(energies[0].Forces);
        Assert.Equal(frames[0].Energy, energies[0].Energy);
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "hf/sto-3g", Molecule("multiplicity=2", "O 0 0 0", "H 0 0.76 0.59", "H 0 -0.76 0.59"), "has 10 electrons, which cannot have multiplicity 2; an even number has 1, 3, 5 …. Set charge= or multiplicity=." },
        { "hf/sto-3g", Molecule("charge=0.5", "H 0 0 0", "H 0 0 0.74"), "a molecule holds a whole number of electrons" },
        { "hf/cc-pvd", Water, "Did you mean 'cc-pVDZ'?" },
        { "hf/6-31g(d", Water, "6-31G(d)" },
        { "hf/def2-svp", Molecule("", "U 0 0 0"), "no functions for U" },
        { "mp2/sto-3g", Molecule("", "H 0 0 0", "H 0 0 0.001"), "Atoms 1 and 2 (H, H) are 0.001 Å apart: they coincide." },
        { "hf/aug-cc-pvdz", Molecule("", "H 0 0 0", "H 0 0 0.3", "H 0 0.3 0", "H 0 0.3 0.3", "H 0.3 0 0", "H 0.3 0 0.3", "H 0.3 0.3 0", "H 0.3 0.3 0.3"), "linearly dependent" },
        { "ccsd(t)/cc-pvtz", Molecule("", [.. Enumerable.Range(0, 30).Select(i => $"Ne 0 0 {3 * i}")]), "4GB are allowed for one structure. Allow more (--memory" },
        { "hf/sto-3g", "1\nLattice=\"5 0 0 0 5 0 0 0 5\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\nHe 0 0 0\n", "periodic" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_cannot_be_is_said_in_a_sentence(string potential, string structure, string expected)
    {
        _program.Write("in.xyz", structure);
        var outcome = _program.Run("evaluate", potential, "in.xyz").MustEndWith(1).MustComplain(expected);
        Assert.DoesNotContain("mistake in the program", outcome.Error);
    }

    [Fact]
    public void Memory_is_an_amount()
    {
        _program.Write("in.xyz", Water);
        _program.Run("evaluate", "ccsd/sto-3g", "in.xyz", "--no-forces", "--memory", "1kB").MustEndWith(1).MustComplain("are allowed for one structure. Allow more (--memory");
        _program.Run("evaluate", "ccsd/sto-3g", "in.xyz", "--no-forces", "--memory", "500MiB").MustEndWith(0);
        _program.Run("evaluate", "ccsd/sto-3g", "in.xyz", "--memory", "8").MustEndWith(2).MustComplain("500MB, 8GB or 8GiB");
    }
}
