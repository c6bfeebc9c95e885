using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Fitted methods by their names in the grammar.</summary>
public sealed class FittedKindTests
{
    static IPotential Open(string expression) => PotentialGrammar.Parse(expression, MethodKindTests.Catalogue);

    static Prediction Evaluate(string expression, Request request)
    {
        using var evaluator = Open(expression).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(FittingReference.Water, request, prediction);
        return prediction;
    }

    [Theory]
    [InlineData("df-hf/cc-pvdz")]
    [InlineData("ri-hf/6-31g*")]
    [InlineData("RI-MP2(full)/cc-pVDZ")]
    [InlineData("df-mp2/cc-pvdz")]
    public void Names_come_back(string expression) => Assert.Equal(expression, Open(expression).Name);

    [Theory]
    [InlineData("df-hf/", "wants a basis set")]
    [InlineData("df-hf(full)/sto-3g", "'df-hf' does not know 'full'")]
    [InlineData("ri-mp2(t)/sto-3g", "ri-mp2 takes full")]
    [InlineData("df-hf/sto-3g:auxiliary=nowhere.json", "nowhere.json")]
    public void Mistakes_are_pointed_at(string expression, string expected) => Assert.Contains(expected, Assert.Throws<PotentialGrammarException>(() => Open(expression)).Message);

    [Fact]
    public void Energies_and_forces_are_those_of_the_library()
    {
        var known = FittingReference.All[0];
        var field = Evaluate("df-hf/cc-pvdz", Request.Energy | Request.Forces);
        Assert.Equal(known.Field, field.Energy / Units.Hartree, 1e-8);
        for (var i = 0; i < 3; i++)
            Assert.InRange((known.Gradient[i] + field.Forces[i] * (Units.Bohr / Units.Hartree)).Length, 0, 1e-7);
        Assert.Equal(known.Field + known.Frozen.Same + known.Frozen.Opposite, Evaluate("ri-mp2/cc-pvdz", Request.Energy).Energy / Units.Hartree, 2e-8);
        Assert.Equal(known.Field + known.Full.Same + known.Full.Opposite, Evaluate("ri-mp2(full)/cc-pvdz", Request.Energy).Energy / Units.Hartree, 2e-8);
    }

    [Fact]
    public void Forces_of_RI_MP2_are_slopes_of_its_energy()
    {
        var forces = Evaluate("ri-mp2/6-31g*", Request.Forces).Forces;
        var exact = Evaluate("mp2/6-31g*", Request.Forces).Forces;
        for (var i = 0; i < 3; i++)
            Assert.InRange((forces[i] - exact[i]).Length, 0, 2e-3);
        Assert.NotEqual(exact[0].Z, forces[0].Z);
    }

    [Fact]
    public void A_file_of_auxiliary_functions_is_used()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("athanor-auxiliary-").FullName, "little.json");
        try
        {
            const string Shells = """{"electron_shells": [{"function_type": "gto_spherical", "angular_momentum": [0], "exponents": ["8"], "coefficients": [["1.0"]]}, {"function_type": "gto_spherical", "angular_momentum": [0], "exponents": ["0.6"], "coefficients": [["1.0"]]}]}""";
            File.WriteAllText(path, $"{{\"name\": \"little\", \"elements\": {{\"1\": {Shells}, \"8\": {Shells}}}}}");
            Assert.Contains("little", ((IDescribed)Open($"df-hf/sto-3g:auxiliary={path}")).Card);
            // So few functions do not fit, and are seen not to.
            Assert.True(Math.Abs(Evaluate($"df-hf/sto-3g:auxiliary={path}", Request.Energy).Energy - Evaluate("hf/sto-3g", Request.Energy).Energy) > 0.1);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, true);
        }
    }
}
