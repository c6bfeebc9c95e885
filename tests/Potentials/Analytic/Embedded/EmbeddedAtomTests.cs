using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Tests.Fuzz;

namespace Athanor.Potentials.Tests;

/// <summary>Tables of embedded-atom potentials: against the functions they were made of, against LAMMPS, and damaged.</summary>
public sealed class EmbeddedAtomTests
{
    /// <summary>A cell that LAMMPS takes as it is.</summary>
    internal static Structure Alloy(int cells, double a, params string[] symbols)
    {
        var crystal = Crystal.Fcc(Element.Parse(symbols[0]), a).Repeat(cells, cells, cells).Coloured(3, symbols);
        return crystal.Strained(new Mat3(0.02, 0, 0, 0.04, -0.03, 0, -0.03, 0.05, 0.01)).Rattled(0.15, 5);
    }

    static IPotential Potential(bool pairs, int points = 1000) => PotentialGrammar.Parse(PotentialGrammar.Quote(EamSamples.Written(EamSamples.Setfl(pairs, points, points, "Cu", "Ni"), "CuNi.eam")));

    [Theory]
    [InlineData(false, "Cu Ni")]
    [InlineData(true, "Cu Ni")]
    [InlineData(true, "Ni")]
    public void Tables_give_the_functions_they_were_made_of(bool pairs, string symbols)
    {
        // The second element alone, too: blocks of one species look at the first atom's only.
        var structure = Alloy(2, 3.6, symbols.Split(' '));
        var ours = Potential(pairs, 4000).Evaluate(structure);
        var expected = DoubleLoops.Embedded(structure, EamSamples.Cutoff, e => e.Symbol == "Cu" ? 0 : 1, EamSamples.Embedding, (a, b, r) => EamSamples.Density(pairs, a, b, r), EamSamples.Pair);
        Assert.Equal(expected, ours.Energy, 1e-8 * structure.Count);
    }

    [Fact]
    public void A_file_and_its_prefixed_name_are_the_same_and_say_what_they_are()
    {
        var path = EamSamples.Written(EamSamples.Setfl(true, 100, 100, "Cu", "Ni"), "a.fs");
        var structure = Alloy(1, 3.6, "Cu", "Ni");
        var bare = PotentialGrammar.Parse(path);
        Assert.Equal(bare.Evaluate(structure).Energy, PotentialGrammar.Parse($"eam:{path}").Evaluate(structure).Energy);
        Assert.Contains("Finnis and Sinclair's kind", PotentialCard.Of(bare));
        Assert.Contains("Cu, Ni", PotentialCard.Of(bare).Replace("Ni, Cu", "Cu, Ni"));
        Assert.Equal(5, bare.Cutoff);
        Assert.Contains("no file 'nothing.eam'", Assert.ThrowsAny<PotentialException>(() => PotentialGrammar.Parse("eam:nothing.eam")).Message);
    }

    [Fact]
    public void Beyond_the_last_density_the_embedding_goes_on_in_a_straight_line()
    {
        // Squeezed until the density leaves the table: forces are still those of the energy.
        var structure = Alloy(1, 2.2, "Cu", "Ni");
        var potential = Potential(false, 200);
        var forces = potential.Evaluate(structure).Forces.ToArray();
        double At(double x)
        {
            var moved = structure.Clone();
            moved.Positions[1] += new Vec3(x, 0, 0);
            return potential.Evaluate(moved).Energy;
        }
        const double h = 1e-4;
        Assert.Equal(-(8 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12 * h), forces[1].X, 1e-6 * Samples.Rms(forces));
    }

    [Theory]
    [InlineData("eam/alloy", false)]
    [InlineData("eam/fs", true)]
    public void Numbers_are_those_of_lammps(string style, bool pairs)
    {
        Assert.SkipUnless(LammpsPeer.IsInstalled, LammpsPeer.Missing);
        var path = EamSamples.Written(EamSamples.Setfl(pairs, 1000, 1000, "Cu", "Ni"), "CuNi.eam");
        LammpsPeer.Agrees(PotentialGrammar.Parse(path), Alloy(2, 3.6, "Ni", "Cu"), style, path);
    }

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("eam/alloy", "CuNi.eam.alloy", 3.55, "Cu Ni")]
    [InlineData("eam/alloy", "NiAlH_jea.eam.alloy", 3.6, "Al Ni H")]
    [InlineData("eam/alloy", "Cu_mishin1.eam.alloy", 3.62, "Cu")]
    [InlineData("eam/alloy", "CoAl.eam.alloy", 3.7, "Co Al")]
    [InlineData("eam/alloy", "CuTa.eam.alloy", 3.7, "Cu Ta")]
    [InlineData("eam/alloy", "Al_zhou.eam.alloy", 4.05, "Al")]
    [InlineData("eam/alloy", "AlO.eam.alloy", 4.05, "Al O")]
    [InlineData("eam/fs", "CuZr_mm.eam.fs", 4.0, "Zr Cu")]
    [InlineData("eam/fs", "AlFe_mm.eam.fs", 3.9, "Al Fe")]
    [InlineData("eam/fs", "NiAlH_jea.eam.fs", 3.6, "Al Ni H")]
    [InlineData("eam/fs", "Al_mm.eam.fs", 4.05, "Al")]
    [InlineData("eam", "Cu_u3.eam", 3.615, "Cu")]
    [InlineData("eam", "Ni_smf7.eam", 3.52, "Ni")]
    public void Published_files_are_read_as_lammps_reads_them(string style, string file, double a, string symbols)
    {
        Assert.SkipUnless(LammpsPeer.IsInstalled && LammpsPeer.Potentials is not null, LammpsPeer.Missing);
        var path = Path.Combine(LammpsPeer.Potentials!, file);
        LammpsPeer.Agrees(PotentialGrammar.Parse(path), Alloy(2, a, symbols.Split(' ')), style, path);
    }

    [Theory]
    [InlineData("2 Cu Ni", "2 Cu Nix", "CuNi.eam, line 4: 'Nix' is not the symbol")]
    [InlineData("2 Cu Ni", "2 Cu Cu", "named twice")]
    [InlineData("\n29 ", "\nCu ", "'Cu' is not a whole number")]
    [InlineData(" 5\n", " 7\n", "the cutoff of 7 Å lies beyond the tables")]
    [InlineData("\n28 ", "\nx28 ", "")]
    public void Mistakes_are_pointed_at(string from, string to, string says)
    {
        var text = EamSamples.Setfl(false, 50, 50, "Cu", "Ni");
        Assert.Contains(from, text);
        var path = EamSamples.Written(text.Replace(from, to), "CuNi.eam");
        Assert.Contains(says, Assert.ThrowsAny<PotentialException>(() => PotentialGrammar.Parse($"eam:{path}")).Message);
    }

    [Fact]
    public void A_file_cut_short_says_where()
    {
        var text = EamSamples.Setfl(false, 50, 50, "Cu", "Ni");
        var path = EamSamples.Written(text[..(text.Length / 2)], "CuNi.eam");
        Assert.Contains("the file ends within", Assert.ThrowsAny<PotentialException>(() => PotentialGrammar.Parse($"eam:{path}")).Message);
    }

    [Fact]
    public void Damaged_files_give_a_sentence() => Fuzz(1000, 1);

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void A_hundred_thousand_damaged_files_give_a_sentence() => Fuzz(100_000, 1_000_000);

    static void Fuzz(int inputs, int seed)
    {
        var fuzz = new FuzzRun
        {
            Files = new Dictionary<string, byte[]> { ["a.eam"] = System.Text.Encoding.UTF8.GetBytes(EamSamples.Setfl(true, 12, 12, "Cu", "Ni")) },
            Read = folder =>
            {
                var potential = PotentialGrammar.Parse($"eam:{Path.Combine(folder, "a.eam")}");
                Assert.NotEmpty(PotentialCard.Of(potential));
                var elements = Element.All.Where(potential.Covers).ToArray();
                potential.Evaluate(new Structure([elements[0], elements[^1], elements[0]], [Vec3.Zero, new(2, 0.3, 0.1), new(0, 2.7, 0.2)]));
            },
        };
        var report = fuzz.Run(inputs, seed);
        Assert.True(report.Accepted > inputs / 20 && report.Refused > inputs / 20, report.ToString());
    }
}
