using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

public sealed class EquationOfStateTests
{
    public static TheoryData<string> Forms => ["Birch–Murnaghan", "Vinet"];

    static EosForm Named(string name) => name == "Vinet" ? EosForm.Vinet : EosForm.BirchMurnaghan;

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_fit_finds_the_parameters_that_made_the_energies(string name)
    {
        var form = Named(name);
        var made = new EosParameters(-9.3, 40.1, 0.62, 4.7);
        double[] volumes = [.. Enumerable.Range(0, 9).Select(k => 36.5 + k)];
        var fit = form.Fit(volumes, [.. volumes.Select(v => form.Energy(v, made))]);
        Assert.Equal(made.Energy, fit.Parameters.Energy, 1e-9);
        Assert.Equal(made.Volume, fit.Parameters.Volume, 1e-6);
        Assert.Equal(made.Bulk, fit.Parameters.Bulk, 1e-7);
        Assert.Equal(made.Slope, fit.Parameters.Slope, 1e-5);
        Assert.True(fit.Rms < 1e-9);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Parameters_are_what_they_are_called(string name)
    {
        var form = Named(name);
        var p = new EosParameters(-9.3, 40.1, 0.62, 4.7);
        const double h = 0.01;
        foreach (var v in new[] { 37.0, 40.1, 44 })
            Assert.Equal(-(form.Energy(v + h, p) - form.Energy(v - h, p)) / (2 * h), form.Pressure(v, p), 1e-7);
        double Bulk(double v) => -v * (form.Pressure(v + h, p) - form.Pressure(v - h, p)) / (2 * h);
        Assert.Equal(p.Energy, form.Energy(p.Volume, p), 1e-12);
        Assert.Equal(p.Bulk, Bulk(p.Volume), 1e-6);
        Assert.Equal(p.Slope, (Bulk(p.Volume + h) - Bulk(p.Volume - h)) / (form.Pressure(p.Volume + h, p) - form.Pressure(p.Volume - h, p)), 1e-4);
    }

    [Fact]
    public void Silicon_is_as_stiff_by_its_volume_as_by_its_strains()
    {
        var silicon = PotentialGrammar.Parse("sw");
        var state = EquationOfState.Of(Crystal.Diamond(Element.Parse("Si"), 5.4), silicon);
        Assert.Equal(-4.3366, state.Of(0)[1].Value.Value, 1e-4);
        Assert.Equal(5.43095, Math.Cbrt(8 * state.Of(1)[0].Value.Value), 1e-3);
        var (axis, length) = Assert.Single(state.Lattice);
        Assert.Equal(("a", "Å"), (axis, length.Unit));
        Assert.Equal(5.43095, length.Value, 1e-4);
        var bulk = Elasticity.Of(Crystal.Diamond(Element.Parse("Si"), 5.4), silicon).Derived[0].Value.Value;
        Assert.All(state.Fits, f => Assert.Equal(bulk, Units.GigaPascal * f.Parameters.Bulk, 1e-3 * bulk));
        Assert.False(state.ShapeRelaxed);
        Assert.All(state.Points, p => Assert.Equal(p.Pressure, state.Fits[1].Pressure(p.Volume), 1e-3 * 101 / Units.GigaPascal));
    }

    [Fact]
    public void The_shape_of_a_crystal_that_is_not_cubic_follows()
    {
        // Layers of copper and gold: a tetragonal crystal.
        var potential = PotentialGrammar.Parse("emt");
        var alloy = Crystal.Fcc(Element.Parse("Cu"), 3.8).Select([0, 1, 2, 3]);
        alloy = new Structure([Element.Parse("Cu"), Element.Parse("Au"), Element.Parse("Au"), Element.Parse("Cu")], alloy.Positions, alloy.Cell, alloy.Periodic);
        var settings = new EosSettings { Points = 7, Range = 0.015 };
        var followed = EquationOfState.Of(alloy, potential, settings);
        var kept = EquationOfState.Of(alloy, potential, settings with { KeepShape = true });
        Assert.True(followed.ShapeRelaxed);
        Assert.Equal(["a", "c"], followed.Lattice.Select(l => l.Name));
        var moduli = Elasticity.Of(alloy, potential).Stiffness.Averages;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Units.GigaPascal * moduli.BulkReuss} {followed.Of(1)[2].Value}, {Units.GigaPascal * moduli.BulkVoigt} {kept.Of(1)[2].Value}");
        Assert.Equal(Units.GigaPascal * moduli.BulkReuss, followed.Of(1)[2].Value.Value, 0.01 * Units.GigaPascal * moduli.BulkReuss);
        Assert.Equal(Units.GigaPascal * moduli.BulkVoigt, kept.Of(1)[2].Value.Value, 0.01 * Units.GigaPascal * moduli.BulkVoigt);
    }

    [Fact]
    public void Too_few_volumes_and_molecules_are_refused()
    {
        Assert.Throws<ArgumentException>(() => EosForm.Vinet.Fit([1, 2, 3, 4], [1, 2, 3, 4]));
        Assert.Contains("three directions", Assert.Throws<AtomsException>(() => EquationOfState.Of(new Structure([Element.Parse("Si")], [default]), PotentialGrammar.Parse("sw"))).Message, StringComparison.Ordinal);
    }
}
