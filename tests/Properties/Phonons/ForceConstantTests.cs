using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

public sealed class ForceConstantTests
{
    [Theory]
    [InlineData("si-sw")]
    [InlineData("ar-lj")]
    public void Frequencies_are_those_of_the_reference(string system)
    {
        var reference = PhononReference.Read(system);
        var constants = ForceConstants.Of(reference.Supercell(4), reference.Potential);
        Assert.True(constants.IsExact);
        Assert.True(constants.Asymmetry < 1e-9);
        Assert.True(constants.SumRule < 1e-9);
        (Vec3 Q, double[] Frequencies)[] points = [.. reference.Points.Select(p => (p.Q, p.Frequencies)), .. reference.Path];
        var modes = new DynamicalMatrices(constants).At([.. points.Select(p => p.Q)]);
        for (var q = 0; q < points.Length; q++)
        {
            for (var m = 0; m < modes.Branches; m++)
                Assert.True(Math.Abs(modes.Frequency(q, m) - points[q].Frequencies[m]) < Math.Max(1e-3 * points[q].Frequencies[m], 0.002), $"{points[q].Q} branch {m}: {modes.Frequency(q, m)} against {points[q].Frequencies[m]}");
        }
    }

    static ForceConstants Silicon { get; } = ForceConstants.Of(new LatticeSupercell(Primitive(Crystal.Diamond(Element.Parse("Si"), 5.43095)), 3 * new Mat3(-1, 1, 1, 1, -1, 1, 1, 1, -1)), PotentialGrammar.Parse("sw"));

    static Structure Primitive(Structure conventional) => new([.. conventional.Elements[..1], conventional.Elements[4]], [conventional.Positions[0], conventional.Positions[4]],
        new Cell(conventional.Cell!.Vectors.XX * new Mat3(0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0)), Periodicity.All);

    [Fact]
    public void Velocities_are_the_slopes_of_frequencies()
    {
        var matrices = new DynamicalMatrices(Silicon);
        var cell = Silicon.Primitive.Cell!;
        // A general point, and one with degenerate branches along whose axis they stay so.
        foreach (var q in new[] { new Vec3(0.13, 0.22, -0.31), new Vec3(0.25, 0, 0.25) })
        {
            var modes = matrices.At([q], ModeRequest.Velocities);
            var direction = q.Y == 0 ? new Vec3(0, 1, 0) : new Vec3(0.3, -0.5, 0.81);
            const double h = 1e-5;
            // Cartesian angular dk to fractional: q = A k / 2π, A the lattice vectors as rows.
            var step = h / (2 * Math.PI) * (cell.Vectors * direction);
            var around = matrices.At([q + step, q - step]);
            for (var m = 0; m < modes.Branches; m++)
            {
                var slope = (around.Frequency(0, m) - around.Frequency(1, m)) / (2 * h) * 2e-3 * Math.PI;
                var along = q.Y == 0 ? new Vec3(0, 1, 0) : direction;
                Assert.Equal(slope, Vec3.Dot(modes.Velocity(0, m), along), 6);
            }
        }
    }

    [Fact]
    public void Long_waves_have_the_slopes_of_short_ones_near_the_centre()
    {
        var slopes = new AcousticSlopes(Silicon);
        var direction = new Vec3(1, 0.4, -0.3) / new Vec3(1, 0.4, -0.3).Length;
        const double k = 1e-3;
        var modes = new DynamicalMatrices(Silicon).At([k / (2 * Math.PI) * (Silicon.Primitive.Cell!.Vectors * direction)]);
        var waves = slopes.Along(direction);
        for (var m = 0; m < 3; m++)
            Assert.Equal(1, modes.Frequency(0, m) * 2e-3 * Math.PI / k * 1e5 / waves[m].Velocity, 4);
    }

    [Fact]
    public void A_turned_crystal_vibrates_alike()
    {
        var turn = Rotation.About(new Vec3(1, 2, -1), 0.7);
        var primitive = Silicon.Primitive;
        var turned = new Structure(primitive.Elements.ToArray(), [.. primitive.Positions.Select(r => turn * r)], new Cell(primitive.Cell!.Vectors * turn.Transposed), Periodicity.All);
        var other = ForceConstants.Of(new LatticeSupercell(turned, Silicon.Lattice.Matrix), PotentialGrammar.Parse("sw"));
        Vec3[] q = [new(0.1, 0.2, 0.3), new(0.5, 0, 0.5)];
        var (here, there) = (new DynamicalMatrices(Silicon).At(q), new DynamicalMatrices(other).At(q));
        for (var m = 0; m < 6; m++)
        {
            Assert.Equal(here.Frequency(0, m), there.Frequency(0, m), 9);
            Assert.Equal(here.Frequency(1, m), there.Frequency(1, m), 9);
        }
    }

    [Fact]
    public void The_sum_over_the_lattice_is_the_plain_sum()
    {
        var q = new Vec3(0.17, -0.23, 0.41);
        var matrix = new System.Numerics.Complex[36];
        var lattice = Silicon.Lattice;
        for (var a = 0; a < 2; a++)
        {
            for (var j = 0; j < lattice.Structure.Count; j++)
            {
                var near = lattice.ShortestSeparations(a, j);
                foreach (var s in near)
                {
                    for (var e = 0; e < 9; e++)
                    {
                        matrix[(3 * a + e / 3) * 6 + 3 * lattice.BasisOf(j) + e % 3] +=
                            Silicon[a, j][e / 3, e % 3] / near.Length / 28.085 * System.Numerics.Complex.Exp(new System.Numerics.Complex(0, 2 * Math.PI * Vec3.Dot(q, s)));
                    }
                }
            }
        }
        var modes = new DynamicalMatrices(Silicon).At([q], ModeRequest.Vectors);
        for (var m = 0; m < 6; m++)
        {
            for (var i = 0; i < 6; i++)
            {
                System.Numerics.Complex sum = 0;
                for (var j = 0; j < 6; j++)
                    sum += matrix[i * 6 + j] * modes.Vector(0, m)[j];
                Assert.True(System.Numerics.Complex.Abs(sum - modes.Eigenvalue(0, m) * modes.Vector(0, m)[i]) < 1e-12);
            }
        }
    }

    [Fact]
    public void A_supercell_that_is_too_small_shows_at_its_border()
    {
        // An even one of silicon, whose forces pass through one common neighbour and reach 4.7 Å; an odd one of argon, in which no two images are equally near.
        Assert.True(ForceConstants.Of(new LatticeSupercell(Silicon.Primitive, Mat3.Diagonal(2, 2, 2)), PotentialGrammar.Parse("sw")).Border > 0.01);
        var argon = PrimitiveCrystal.Of(Crystal.Fcc(Element.Parse("Ar"), 5.27)).Structure;
        Assert.True(ForceConstants.Of(new LatticeSupercell(argon, Mat3.Diagonal(3, 3, 3)), PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,shift")).Border > 0.003);
        Assert.Equal(0, Silicon.Border);
    }
}
