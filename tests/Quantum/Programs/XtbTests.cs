using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum.Programs;

namespace Athanor.Quantum.Tests.Programs;

/// <summary>xtb itself, where it is installed.</summary>
public sealed class XtbTests
{
    const string Reference = "reference/qm/xtb-reference.json";

    static readonly bool Installed = ProgramPath.Find("xtb") is not null;
    const string Missing = "needs the program xtb, which is not installed here";

    public static TheoryData<int, string> Molecules()
    {
        var data = new TheoryData<int, string>();
        foreach (var molecule in (string[])["H2O", "NH3", "CH4", "HCOOH", "H2O_dimer", "C6H6", "CO", "N2", "OH", "HeH+"])
        {
            data.Add(1, molecule);
            data.Add(2, molecule);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Molecules))]
    public void Energy_and_forces_are_those_of_the_reference(int hamiltonian, string name)
    {
        Assert.SkipUnless(Installed, Missing);
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf(Reference)));
        var molecule = json.RootElement.GetProperty("molecules").GetProperty(name);
        var prefix = hamiltonian == 1 ? "gfn1_" : "";
        var structure = new Structure(
            [.. molecule.GetProperty("symbols").EnumerateArray().Select(s => Element.Parse(s.GetString()))],
            Rows(molecule.GetProperty("geometry_angstrom")))
        {
            Charge = molecule.GetProperty("charge").GetInt32(),
            Multiplicity = 1 + molecule.GetProperty("uhf").GetInt32(),
        };
        var prediction = Evaluate(hamiltonian, structure);
        // Eleven decimals are printed in the reference.
        Assert.Equal(molecule.GetProperty(prefix + "energy").GetDouble(), prediction.Energy / Units.Hartree, 6e-12);
        var gradient = Rows(molecule.GetProperty(prefix + "gradient_au"));
        for (var i = 0; i < structure.Count; i++)
            Assert.InRange((prediction.Forces[i] * (Units.Bohr / Units.Hartree) + gradient[i]).Length, 0, 1e-11);
    }

    [Fact]
    public void Forces_are_the_derivatives_of_the_energy()
    {
        Assert.SkipUnless(Installed, Missing);
        var water = FakeProgram.Water;
        var force = Evaluate(2, water).Forces[1].Y;
        const double Step = 0.005;
        double At(double shift)
        {
            var moved = FakeProgram.Water;
            moved.Positions[1] += new Vec3(0, shift, 0);
            return Evaluate(2, moved).Energy;
        }

        Assert.Equal(-(8 * (At(Step) - At(-Step)) - (At(2 * Step) - At(-2 * Step))) / (12 * Step), force, 2e-6);
    }

    [Fact]
    public void What_xtb_would_go_on_with_is_refused()
    {
        Assert.SkipUnless(Installed, Missing);
        var water = FakeProgram.Water;
        water.Charge = 9;
        Assert.Contains("valence electrons", Assert.Throws<PotentialException>(() => Evaluate(2, water)).Message, StringComparison.Ordinal);
        var heavy = new Structure([Element.Parse("U")], [Vec3.Zero]);
        Assert.Contains("no parameters for U", Assert.Throws<PotentialException>(() => Evaluate(2, heavy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sum_of_forces_and_of_torques_is_nothing()
    {
        Assert.SkipUnless(Installed, Missing);
        var prediction = Evaluate(1, FakeProgram.Water);
        Assert.InRange((prediction.Forces[0] + prediction.Forces[1] + prediction.Forces[2]).Length, 0, 1e-9);
        for (var k = 0; k < 9; k++)
            Assert.Equal(prediction.Virial[k / 3, k % 3], prediction.Virial[k % 3, k / 3], 1e-9);
    }

    static Prediction Evaluate(int hamiltonian, Structure structure)
    {
        using var evaluator = new ProgramPotential(new XtbProgram(hamiltonian)).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, prediction);
        return prediction;
    }

    internal static Vec3[] Rows(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(r => new Vec3(r[0].GetDouble(), r[1].GetDouble(), r[2].GetDouble()))];
}
