using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Methods by their names in the grammar.</summary>
public sealed class MethodKindTests
{
    internal static readonly PotentialCatalogue Catalogue = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);

    static Structure Water => new([new(8), new(1), new(1)], [new(0, 0, 0.12), new(0.05, 0.76, -0.47), new(0, -0.7572, -0.4692)]);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1L << 30, true)]
    public void Integrals_are_kept_where_the_memory_of_the_task_has_room(long memory, bool kept)
    {
        var task = new MethodTask(Water, BasisSet.Named("sto-3g")) { Memory = memory };
        Assert.Equal(kept, HartreeFock.Solve(task.Structure, task.Basis, task.Sought(new())).InMemory);
        Assert.Equal(kept, HartreeFock.Solve(task.Structure, task.Basis, task.Field).InMemory);
    }

    [Theory]
    [InlineData("hf/sto-3g")]
    [InlineData("HF/6-31G*")]
    [InlineData("hf/6-31g(d,p)")]
    [InlineData("rohf/6-31g(d,p)")]
    [InlineData("mp2(full)/cc-pvdz")]
    [InlineData("CCSD(T,full)/cc-pVDZ")]
    [InlineData("ccsd/aug-cc-pvdz")]
    public void Names_come_back(string expression) => Assert.Equal(expression, PotentialGrammar.Parse(expression, Catalogue).Name);

    [Theory]
    [InlineData("hf/", "wants a basis set")]
    [InlineData("hf", "wants a basis set")]
    [InlineData("hf/sto-4g", "no basis set 'sto-4g' here. Did you mean 'STO-3G'?")]
    [InlineData("ccds(t)/cc-pvdz", "Did you mean 'ccsd'?")]
    [InlineData("ccsd(t", "not how a method is written")]
    [InlineData("ccsd(t)", "wants a basis set")]
    [InlineData("ccsd(q)/sto-3g", "'ccsd' does not know 'q'. ccsd takes t, full.\n    ccsd(q)/sto-3g\n         ^")]
    [InlineData("ccsd(t,ful)/sto-3g", "Did you mean 'full'?")]
    [InlineData("mp2(t)/sto-3g", "mp2 takes full")]
    [InlineData("hf+d4/sto-3g", "'hf' does not know '+d4'. Did you mean '+d3'? hf takes +d3.")]
    [InlineData("mp2+d3/sto-3g", "'mp2' does not know '+d3'. mp2 takes full.")]
    [InlineData("ccsd(t,t)/sto-3g", "'t' is said twice")]
    [InlineData("ccsd((t))/sto-3g", "not how a method is written")]
    [InlineData("hf/nowhere.json", "There is no basis set file 'nowhere.json'")]
    [InlineData("hf/sto-3g:cartesian,spherical", "not both")]
    [InlineData("mp2/sto-3g:grid=3", "does not know 'grid'")]
    public void Mistakes_are_pointed_at(string expression, string expected) =>
        Assert.Contains(expected, Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(expression, Catalogue)).Message);

    [Fact]
    public void Energies_and_forces_are_in_the_units_of_the_house()
    {
        var potential = PotentialGrammar.Parse("hf/sto-3g", Catalogue);
        Assert.True(potential.Covers(new(8)) && !potential.Covers(new(92)));
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        Prediction at = new(), up = new(), down = new();
        evaluator.Evaluate(Water, Request.Everything, at);
        Assert.Equal(HartreeFock.Solve(Water, BasisSet.Named("sto-3g")).Energy * Units.Hartree, at.Energy, 1e-9);
        const double Step = 1e-3;
        evaluator.Evaluate(Moved(Step), Request.Energy, up);
        evaluator.Evaluate(Moved(-Step), Request.Energy, down);
        Assert.Equal(-(up.Energy - down.Energy) / (2 * Step), at.Forces[1].Y, 1e-4);
        evaluator.Evaluate(Water.Strained(Step * Mat3.Identity), Request.Energy, up);
        evaluator.Evaluate(Water.Strained(-Step * Mat3.Identity), Request.Energy, down);
        Assert.Equal(-(up.Energy - down.Energy) / (2 * Step), at.Virial.XX + at.Virial.YY + at.Virial.ZZ, 1e-3);

        static Structure Moved(double step)
        {
            var water = Water;
            water.Positions[1] += new Vec3(0, step, 0);
            return water;
        }
    }

    [Theory]
    [InlineData("mp2/sto-3g", -0.0357)]
    [InlineData("ccsd(t)/sto-3g", -0.0494)]
    public void Correlated_energies_are_those_of_the_library(string expression, double correlation)
    {
        using var evaluator = PotentialGrammar.Parse(expression, Catalogue).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(Water, Request.Energy, prediction);
        Assert.Equal(HartreeFock.Solve(Water, BasisSet.Named("sto-3g")).Energy + correlation, prediction.Energy / Units.Hartree, 2e-3);
    }

    [Fact]
    public void Bases_come_from_files()
    {
        var folder = Directory.CreateTempSubdirectory("athanor basis ").FullName;
        try
        {
            // A dot, a blank and a slash in the name.
            var exchange = Path.Combine(folder, "my.sto-3g.json");
            File.WriteAllText(exchange, """
                {"name": "mine", "elements": {"1": {"electron_shells": [{"function_type": "gto", "angular_momentum": [0],
                  "exponents": ["0.3425250914E+01", "0.6239137298E+00", "0.1688554040E+00"], "coefficients": [["0.1543289673E+00", "0.5353281423E+00", "0.4446345422E+00"]]}]}}}
                """);
            var nwchem = Path.Combine(folder, "mine.nw");
            File.WriteAllText(nwchem, "basis \"ao basis\" SPHERICAL\nH S\n 3.425250914 0.1543289673\n 0.6239137298 0.5353281423\n 0.1688554040 0.4446345422\nend\n");
            Structure hydrogen = new([new(1), new(1)], [default, new(0, 0, 0.74)]);
            var expected = HartreeFock.Solve(hydrogen, BasisSet.Named("sto-3g")).Energy * Units.Hartree;
            foreach (var path in new[] { exchange, nwchem })
            {
                var potential = PotentialGrammar.Parse(PotentialGrammar.Quote($"hf/{path}"), Catalogue);
                Assert.Equal($"\"hf/{path}\"", potential.Name);
                using var evaluator = potential.Open(EvaluatorOptions.Default);
                var prediction = new Prediction();
                evaluator.Evaluate(hydrogen, Request.Energy, prediction);
                Assert.Equal(expected, prediction.Energy, 1e-6);
            }
            File.WriteAllText(nwchem, "something else\n");
            Assert.Contains("line 1", Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse($"'hf/{nwchem}'", Catalogue)).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("hf/6-311g**:cartesian", 31)]
    [InlineData("hf/6-311g**:spherical", 30)]
    [InlineData("hf/6-311g**", 30)]
    [InlineData("hf/6-31g*", 19)]
    [InlineData("hf/6-31g*:spherical", 18)]
    public void Shapes_of_functions_can_be_said(string expression, int functions)
    {
        var name = new PotentialName(expression);
        var basis = NamedBasis.Of(name, new(name), new(name), "");
        Assert.Equal(functions, MoleculeSize.Of(new(Water, basis)).Functions);
        Assert.Equal(expression, PotentialGrammar.Parse(expression, Catalogue).Name);
    }

    [Fact]
    public void Charge_and_multiplicity_are_those_of_the_structure()
    {
        using var evaluator = PotentialGrammar.Parse("hf/sto-3g", Catalogue).Open(EvaluatorOptions.Default);
        Prediction neutral = new(), cation = new();
        var water = Water;
        evaluator.Evaluate(water, Request.Energy, neutral);
        water.Charge = 1;
        evaluator.Evaluate(water, Request.Energy, cation);
        Assert.InRange(cation.Energy - neutral.Energy, 5, 15);
        water.Multiplicity = 3;
        Assert.Throws<PotentialException>(() => evaluator.Evaluate(water, Request.Energy, cation));
    }
}
