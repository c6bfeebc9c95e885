using Athanor.Atoms;

namespace Athanor.Potentials.Tests;

/// <summary>Energies against plain double loops over images.</summary>
public sealed class EnergyTests
{
    static readonly Element Na = Element.Parse("Na"), Cl = Element.Parse("Cl"), H = Element.Parse("H");

    static void Agrees(string expression, Structure structure, double expected)
    {
        var prediction = PotentialGrammar.Parse(expression).Evaluate(structure);
        Assert.Equal(expected, prediction.Energy, 1e-10 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(prediction.Energy, prediction.AtomEnergies.ToArray().Sum(), 1e-10 * Math.Max(1, Math.Abs(expected)));
        Assert.NotEqual(0, expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Lennard_Jones(int cells)
    {
        var structure = Samples.Argon(cells);
        Agrees("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5", structure,
            DoubleLoops.Pairs(structure, 8.5, (_, _, r) => DoubleLoops.LennardJones(0.0104, 3.4, r)));
        Agrees("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,shift", structure,
            DoubleLoops.Pairs(structure, 8.5, (_, _, r) => DoubleLoops.LennardJones(0.0104, 3.4, r) - DoubleLoops.LennardJones(0.0104, 3.4, 8.5)));
        Agrees("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,switch=6", structure,
            DoubleLoops.Pairs(structure, 8.5, (_, _, r) => DoubleLoops.LennardJones(0.0104, 3.4, r) * DoubleLoops.Switch(r, 6, 8.5)));
    }

    [Fact]
    public void Films_molecules_and_single_atoms()
    {
        var film = Samples.Film(Samples.Argon(2));
        Agrees("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5", film, DoubleLoops.Pairs(film, 8.5, (_, _, r) => DoubleLoops.LennardJones(0.0104, 3.4, r)));
        var molecule = Samples.Molecule();
        Agrees("morse:D=5,alpha=2,r0=1.2,cutoff=4", molecule, DoubleLoops.Pairs(molecule, 4, (_, _, r) => 5 * (Math.Pow(1 - Math.Exp(-2 * (r - 1.2)), 2) - 1)));
        Agrees("gaussian:depth=5,distance=1.2,width=0.4,cutoff=4", molecule, DoubleLoops.Pairs(molecule, 4, (_, _, r) => -5 * Math.Exp(-0.5 * Math.Pow((r - 1.2) / 0.4, 2))));
        Assert.Equal(0, PotentialGrammar.Parse("zbl").Evaluate(new Structure([H], [new(1, 2, 3)])).Energy);
    }

    [Fact]
    public void Lennard_Jones_of_unlike_atoms_mixes_by_Lorentz_and_Berthelot_unless_told_otherwise()
    {
        var structure = Samples.Argon(2).Coloured(5, "Ar", "Kr", "Ne");
        double Pair(Element a, Element b, double r)
        {
            (double Epsilon, double Sigma) Of(Element e) => e.Symbol switch { "Ar" => (0.0104, 3.4), "Kr" => (0.014, 3.65), _ => (0.0031, 2.75) };
            var (sigma, epsilon) = ((Of(a).Sigma + Of(b).Sigma) / 2, Math.Sqrt(Of(a).Epsilon * Of(b).Epsilon));
            if (a != b && a.Symbol != "Ne" && b.Symbol != "Ne")
                (sigma, epsilon) = (3.5, 0.0125);
            if (a.Symbol == "Ne" && b.Symbol == "Ne")
                return 0;
            return r < (a == b ? 8 : 7) ? DoubleLoops.LennardJones(epsilon, sigma, r) : 0;
        }

        Agrees(
            "lj:Ar.epsilon=0.0104,Ar.sigma=3.4,Kr.epsilon=0.014,Kr.sigma=3.65,Ne.epsilon=0.0031,Ne.sigma=2.75,Ne-Ne=none,Kr-Ar.epsilon=0.0125,Kr-Ar.sigma=3.5,"
            + "cutoff=8,Ar-Kr.cutoff=7,Ne-Kr.cutoff=7,Ar-Ne.cutoff=7",
            structure, DoubleLoops.Pairs(structure, 8, Pair));
    }

    [Fact]
    public void Tang_and_toennies()
    {
        var structure = Samples.Argon(2);
        double Pair(double r)
        {
            const double hartree = 27.211386245988, bohr = 0.529177210903;
            var x = r / bohr;
            double Damped(int n, double c)
            {
                double sum = 0, term = 1;
                for (var k = 0; k <= 2 * n; k++)
                {
                    sum += term;
                    term *= 2.031 * x / (k + 1);
                }
                return (1 - Math.Exp(-2.031 * x) * sum) * c / Math.Pow(x, 2 * n);
            }
            return hartree * (748.3 * Math.Exp(-2.031 * x) - Damped(3, 64.30) - Damped(4, 1623) - Damped(5, 49060));
        }

        Agrees("tang-toennies:Ar,cutoff=9", structure, DoubleLoops.Pairs(structure, 9, (_, _, r) => Pair(r)));
    }

    [Fact]
    public void Morse()
    {
        var structure = Samples.Salt(2);
        Agrees("morse:D=0.34,alpha=1.36,r0=2.87,cutoff=8", structure,
            DoubleLoops.Pairs(structure, 8, (_, _, r) => 0.34 * (Math.Pow(1 - Math.Exp(-1.36 * (r - 2.87)), 2) - 1)));
    }

    [Fact]
    public void Buckingham()
    {
        var structure = Samples.Salt(2);
        double Pair(Element a, Element b, double r) => (a == Na, b == Na) switch
        {
            (true, true) => 0,
            (false, false) => 1227.2 * Math.Exp(-r / 0.3214) - 29.06 / Math.Pow(r, 6),
            _ => 2314.7 * Math.Exp(-r / 0.2903),
        };
        Agrees("buckingham:Na-Na=none,Cl-Cl.A=1227.2,Cl-Cl.rho=0.3214,Cl-Cl.C=29.06,Na-Cl.A=2314.7,Na-Cl.rho=0.2903,Na-Cl.C=0,cutoff=9", structure,
            DoubleLoops.Pairs(structure, 9, Pair));
    }

    [Fact]
    public void Zbl()
    {
        var structure = Samples.Salt(2).Coloured(3, "H", "O", "Na", "Cl", "U");
        // Shrunk until nuclei overlap.
        var dense = structure.Strained(-0.55 * Numerics.Mat3.Identity);
        double Pair(Element a, Element b, double r)
        {
            var outer = 0.7 * (a.CovalentRadius + b.CovalentRadius);
            return DoubleLoops.Zbl(a.AtomicNumber, b.AtomicNumber, r) * DoubleLoops.Switch(r, 0.5 * outer, outer);
        }

        // The loop's Coulomb constant has eight digits.
        var expected = DoubleLoops.Pairs(dense, 4, Pair);
        Assert.Equal(expected, PotentialGrammar.Parse("zbl").Evaluate(dense).Energy, 1e-7 * expected);
        var between = DoubleLoops.Pairs(dense, 3, (a, b, r) => DoubleLoops.Zbl(a.AtomicNumber, b.AtomicNumber, r) * DoubleLoops.Switch(r, 1, 3));
        Assert.Equal(between, PotentialGrammar.Parse("zbl:inner=1,outer=3").Evaluate(dense).Energy, 1e-7 * between);
        Assert.True(expected > 100);
    }

    [Theory]
    [InlineData("N", 1.098)]
    [InlineData("H", 0.74)]
    [InlineData("Ni", 2.0)]
    public void Zbl_is_exactly_zero_at_bond_lengths(string symbol, double length)
    {
        var element = Element.Parse(symbol);
        var prediction = PotentialGrammar.Parse("zbl").Evaluate(new Structure([element, element], [default, new(length, 0, 0)]));
        Assert.Equal(0, prediction.Energy);
        Assert.Equal(default, prediction.Forces[0]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public void Stillinger_Weber(int cells, int seed)
    {
        var structure = Samples.Silicon(cells, seed);
        Agrees("sw", structure, DoubleLoops.StillingerWeber(structure));
    }

    [Fact]
    public void Stillinger_Weber_of_a_dense_liquid_with_many_neighbours()
    {
        var structure = Samples.Silicon(2, 4).Rattled(0.6, 9).Strained(-0.15 * Numerics.Mat3.Identity);
        Agrees("sw", structure, DoubleLoops.StillingerWeber(structure));
    }

    [Fact]
    public void Known_crystals()
    {
        // Cohesive energy of diamond silicon: Stillinger and Weber fitted ε to 4.3366 eV at a = 5.431 Å.
        Assert.Equal(-4.3366, PotentialGrammar.Parse("sw").Evaluate(Crystal.Diamond(Element.Parse("Si"), 5.43095)).Energy / 8, 5e-6);
        // Lattice sums of the face-centred cubic crystal (Ashcroft and Mermin, table 20.2): E = 2ε (12.13 (σ/r)¹² − 14.45 (σ/r)⁶), lowest at r = 1.09 σ, −8.6 ε.
        var fcc = Crystal.Fcc(Element.Parse("Ar"), Math.Sqrt(2) * 1.09 * 3.4);
        var cut = PotentialGrammar.Parse("lj:epsilon=1,sigma=3.4,cutoff=40").Evaluate(fcc).Energy / 4;
        // Beyond the cutoff the attraction of a uniform density.
        var tail = -8 * Math.PI / 3 * (4 / fcc.Cell!.Volume) * Math.Pow(3.4, 6) / Math.Pow(40, 3);
        Assert.Equal(2 * (12.13188 * Math.Pow(1.09, -12) - 14.45392 * Math.Pow(1.09, -6)), cut + tail, 1e-4);
    }

    [Fact]
    public void Sums_are_sums()
    {
        var structure = Samples.Silicon(1);
        var sum = PotentialGrammar.Parse("sw - 0.5 * (zbl:scale=1.3 + sw) + 2 * lj:epsilon=0.01,sigma=2.2,cutoff=6").Evaluate(structure);
        var sw = PotentialGrammar.Parse("sw").Evaluate(structure);
        var zbl = PotentialGrammar.Parse("zbl:scale=1.3").Evaluate(structure);
        var lj = PotentialGrammar.Parse("lj:epsilon=0.01,sigma=2.2,cutoff=6").Evaluate(structure);
        Assert.Equal(0.5 * sw.Energy - 0.5 * zbl.Energy + 2 * lj.Energy, sum.Energy, 1e-10);
        Assert.NotEqual(0, zbl.Energy);
        for (var i = 0; i < structure.Count; i++)
        {
            Assert.Equal(0, (0.5 * sw.Forces[i] - 0.5 * zbl.Forces[i] + 2 * lj.Forces[i] - sum.Forces[i]).Length, 1e-9);
            Assert.Equal(0.5 * sw.AtomEnergies[i] - 0.5 * zbl.AtomEnergies[i] + 2 * lj.AtomEnergies[i], sum.AtomEnergies[i], 1e-10);
        }
        Assert.Equal(0.5 * sw.Virial.XY - 0.5 * zbl.Virial.XY + 2 * lj.Virial.XY, sum.Virial.XY, 1e-9);
    }
}
