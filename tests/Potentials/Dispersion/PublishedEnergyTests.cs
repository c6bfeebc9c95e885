using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Dispersion;

namespace Athanor.Potentials.Tests.Dispersion;

/// <summary>Numbers that the programs of the method's authors are tested with, to the digits printed.</summary>
public sealed class PublishedEnergyTests
{
    /// <summary>Hartree, of s-dftd3 (version 1.6).</summary>
    [Theory]
    [InlineData("MB16-43 1", "d3:pbe", -1.7882220155186028E-002)]
    [InlineData("MB16-43 20", "d3:bpbe,atm=true", -3.4953087919973355E-002)]
    public void Energies(string system, string expression, double expected) =>
        Assert.Equal(expected, PotentialGrammar.Parse(expression).Evaluate(PublishedSystems.Of(system)).Energy / Units.Hartree, 1e-14);

    [Fact]
    public void A_crystal()
    {
        // Counted within 30 Bohr. s-dftd3 takes as many cells to each side as the cutoff is long, measured between the cell's faces, whatever the atoms' places in it: pairs between 25 and 30 Bohr (and 50 and 60)
        // that lie across more cells than that are missing there, and 1e-9 Hartree with them.
        const double expected = -6.6732836815486210E-2;
        var potential = (DispersionPotential)PotentialGrammar.Parse("d3:pbe,cn-cutoff=15.87531632709");
        var structure = PublishedSystems.Of("acetic acid");
        Assert.Equal(expected, SlowDispersion.Energy(structure, potential.Settings, likeProgram: true) / Units.Hartree, 2e-14);
        var energy = potential.Evaluate(structure).Energy;
        Assert.Equal(expected, energy / Units.Hartree, 1e-9);
        Assert.Equal(SlowDispersion.Energy(structure, potential.Settings), energy, 1e-12);
    }

    /// <summary>∂E/∂r of MB16-43 1, Hartree/Bohr: by tblite, with the parameters that GFN1-xTB has (as the tests of tad-dftd3 quote it).</summary>
    static readonly double[] Gradient =
    [
        -5.22604735731951E-05, 7.57147038627570E-05, 3.67793033568259E-06,
        3.04279179089300E-05, 3.93865603948018E-06, -4.80630087807750E-05,
        -5.65165374475145E-05, 1.03902867985891E-04, 2.63237102979009E-05,
        1.50668534907175E-05, 1.73612108984945E-05, -6.64630748967830E-05,
        -4.37809939508503E-05, 2.89855745485217E-05, 4.78712582873749E-05,
        -4.99927548251511E-05, -5.11044626786480E-05, 3.10795082433519E-05,
        4.62374054045158E-05, 1.12008826683273E-05, -3.52205497890963E-05,
        1.02760000394114E-04, -4.70879992429260E-05, 6.03786034525043E-05,
        -6.16946875634895E-05, 2.06590347011126E-05, 4.55261050870207E-05,
        8.07830307796794E-05, -1.88063755972256E-05, 4.55153736736531E-05,
        -3.24620330933132E-05, -3.08010755078516E-05, 5.96097648724992E-05,
        5.39286653929828E-05, -1.05567380476723E-04, -1.52019596084091E-04,
        6.80186584793621E-05, 5.42998426000167E-06, -1.06317383896321E-04,
        -6.02912847795852E-05, 6.80699694022760E-05, 8.12417270007505E-06,
        -6.21385767002360E-05, -5.48568033283525E-05, 7.06375030172422E-05,
        2.19148100830330E-05, -2.70387875351359E-05, 9.33968347976166E-06,
    ];

    [Fact]
    public void A_gradient()
    {
        var forces = PotentialGrammar.Parse("d3:s8=2.4,a1=0.63,a2=5").Evaluate(PublishedSystems.Of("MB16-43 1")).Forces;
        Assert.All(Gradient.Zip(Vec3.Flatten(forces).ToArray()), pair => Assert.Equal(-pair.First, pair.Second * Units.Bohr / Units.Hartree, 1e-14));
    }
}
