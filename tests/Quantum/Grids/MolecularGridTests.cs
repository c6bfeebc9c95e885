using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Points, their weights and the functions at them.</summary>
public sealed class MolecularGridTests
{
    static Structure Water => new([new(8), new(1), new(1)], [new(0.1, 0, 0.1173), new(0, 0.7572, -0.4692), new(0, -0.7572, -0.4692)]);

    static Molecule Of(Structure structure, string basis) => new(structure, BasisSet.Named(basis), Team.Single);

    [Theory]
    [InlineData(1, 0.3, 1e-13)]
    [InlineData(8, 5.0, 1e-13)]
    [InlineData(26, 40.0, 1e-11)]
    public void Radial_quadrature_integrates_gaussians(int element, double exponent, double tolerance)
    {
        var (radii, weights) = RadialGrid.Of(99, AtomicSizes.Scale(new(element)));
        Assert.Equal(radii, radii.Order());
        var sum = radii.Zip(weights).Sum(p => p.Second * Math.Exp(-exponent * p.First * p.First));
        Assert.Equal(Math.Sqrt(Math.PI) / 4 * Math.Pow(exponent, -1.5), sum, tolerance);
    }

    [Fact]
    public void Shares_agree_with_a_slow_reference_and_add_up_to_one()
    {
        var molecule = Of(Water, "sto-3g");
        var partition = new BeckePartition(molecule.Elements, molecule.Positions);
        const int Count = 64;
        var random = new Random(3);
        var at = Enumerable.Range(0, Count).Select(_ => new Vec3(random.NextDouble() * 6 - 3, random.NextDouble() * 6 - 3, random.NextDouble() * 6 - 3)).ToArray();
        var (x, y, z) = (at.Select(r => r.X).ToArray(), at.Select(r => r.Y).ToArray(), at.Select(r => r.Z).ToArray());
        var (shares, sum) = (new double[Count], new double[Count]);
        for (var atom = 0; atom < 3; atom++)
        {
            partition.Shares<F64x8>(x, y, z, [.. Enumerable.Repeat(atom, Count)], shares, new double[partition.Scratch(Count)]);
            for (var p = 0; p < Count; p++)
            {
                Assert.Equal(SlowShare(molecule, at[p], atom), shares[p], 1e-13);
                sum[p] += shares[p];
            }
        }
        Assert.All(sum, s => Assert.Equal(1, s, 1e-14));
    }

    // Becke's paper, equation by equation.
    static double SlowShare(Molecule molecule, Vec3 r, int atom)
    {
        var cells = molecule.Positions.Select((a, i) => molecule.Positions.Select((b, j) =>
        {
            if (i == j)
                return 1.0;
            var mu = ((r - a).Length - (r - b).Length) / (a - b).Length;
            var chi = Math.Sqrt(AtomicSizes.Radius(molecule.Elements[i]) / AtomicSizes.Radius(molecule.Elements[j]));
            var u = (chi - 1) / (chi + 1);
            var nu = mu + Math.Clamp(u / (u * u - 1), -0.5, 0.5) * (1 - mu * mu);
            for (var k = 0; k < 3; k++)
                nu = 1.5 * nu - 0.5 * nu * nu * nu;
            return 0.5 * (1 - nu);
        }).Aggregate((p, q) => p * q)).ToArray();
        return cells[atom] / cells.Sum();
    }

    [Fact]
    public void Slopes_of_shares_are_differences_and_add_up_to_nothing()
    {
        var water = Water;
        var random = new Random(5);
        const int Count = 16;
        var (offsets, parents, values) = (new Vec3[Count], new double[Count], new double[Count]);
        for (var p = 0; p < Count; p++)
        {
            offsets[p] = new(random.NextDouble() - 0.5, random.NextDouble() * 2 - 1, random.NextDouble() * 2 - 1);
            (parents[p], values[p]) = (random.Next(3), random.NextDouble());
        }
        var molecule = Of(water, "sto-3g");
        var partition = new BeckePartition(molecule.Elements, molecule.Positions);
        var gradient = new Vec3[3];
        var at = Enumerable.Range(0, Count).Select(p => molecule.Positions[(int)parents[p]] + offsets[p]).ToArray();
        var weighed = values.Select((v, p) => v * SlowShare(molecule, at[p], (int)parents[p])).ToArray();
        partition.Slopes<F64x4>(at.Select(r => r.X).ToArray(), at.Select(r => r.Y).ToArray(), at.Select(r => r.Z).ToArray(), parents, weighed, gradient, new double[partition.Scratch(Count)]);
        Assert.Equal(0, (gradient[0] + gradient[1] + gradient[2]).Length, 1e-13);
        const double Step = 1e-4;
        for (var atom = 0; atom < 3; atom++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                double Sum(double step)
                {
                    var moved = water.With(null, [.. water.Positions]);
                    moved.Positions[atom] += new Vec3(axis == 0 ? step : 0, axis == 1 ? step : 0, axis == 2 ? step : 0) * Units.Bohr;
                    var other = Of(moved, "sto-3g");
                    return Enumerable.Range(0, Count).Sum(p => values[p] * SlowShare(other, other.Positions[(int)parents[p]] + offsets[p], (int)parents[p]));
                }
                Assert.Equal((Sum(Step) - Sum(-Step)) / (2 * Step), gradient[atom][axis], 1e-7);
            }
        }
    }

    [Theory]
    [InlineData("6-31g*")]
    [InlineData("cc-pvtz")]
    public void Functions_integrate_to_their_overlaps(string basis)
    {
        var molecule = Of(Water, basis);
        var overlap = OneElectron.Overlap(molecule, Team.Single);
        var (n, sums) = (molecule.Functions, new double[overlap.Length]);
        var functions = new FunctionsOnGrid(molecule, new MolecularGrid(molecule, GridQuality.Fine, Team.Single));
        var block = new BlockFunctions(functions);
        for (var b = 0; b < functions.Grid.Blocks; b++)
        {
            block.Evaluate<F64x8>(b, slopes: false);
            for (var i = 0; i < block.Count; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    Span<double> first = block.Values.Slice(i * MolecularGrid.Block, MolecularGrid.Block), second = block.Values.Slice(j * MolecularGrid.Block, MolecularGrid.Block);
                    var weights = functions.Grid.Weights.AsSpan(b * MolecularGrid.Block, MolecularGrid.Block);
                    var sum = 0.0;
                    for (var p = 0; p < weights.Length; p++)
                        sum += weights[p] * first[p] * second[p];
                    sums[block.Columns[i] * n + block.Columns[j]] += sum;
                }
            }
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                Assert.Equal(overlap[i * n + j], sums[i * n + j], 3e-6);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Slopes_of_functions_are_differences_at_every_width(bool derivatives)
    {
        var molecule = Of(Water, "cc-pvtz");
        var grid = new MolecularGrid(molecule, GridQuality.Coarse, Team.Single);
        var block = grid.Blocks / 2;
        const double Step = 1e-4;
        FunctionsOnGrid Functions() => derivatives ? new FunctionsOnGrid(molecule, grid).Derivatives() : new FunctionsOnGrid(molecule, grid);
        var (wide, one) = (new BlockFunctions(Functions()), new BlockFunctions(Functions()));
        wide.Evaluate<F64x8>(block, slopes: true);
        one.Evaluate<F64x1>(block, slopes: true);
        Assert.Equal(one.Values.ToArray(), wide.Values.ToArray());
        for (var axis = 0; axis < 3; axis++)
        {
            Assert.Equal(one.Slopes(axis).ToArray(), wide.Slopes(axis).ToArray());
            var coordinates = axis switch { 0 => grid.X, 1 => grid.Y, _ => grid.Z };
            double[] Shifted(double by)
            {
                for (var i = 0; i < MolecularGrid.Block; i++)
                    coordinates[block * MolecularGrid.Block + i] += by;
                one.Evaluate<F64x4>(block, slopes: false);
                for (var i = 0; i < MolecularGrid.Block; i++)
                    coordinates[block * MolecularGrid.Block + i] -= by;
                return one.Values.ToArray();
            }
            var (up, down) = (Shifted(Step), Shifted(-Step));
            var slopes = wide.Slopes(axis);
            for (var i = 0; i < up.Length; i++)
                Assert.True(Math.Abs((up[i] - down[i]) / (2 * Step) - slopes[i]) < 1e-6 * (1 + Math.Abs(slopes[i])) * (derivatives ? 100 : 10), $"{(up[i] - down[i]) / (2 * Step)} {slopes[i]}");
            one.Evaluate<F64x1>(block, slopes: true);
        }
    }

    [Fact]
    public void Blocks_hold_every_point_once()
    {
        var molecule = Of(Water, "sto-3g");
        using var team = new Team(2);
        var (grid, again) = (new MolecularGrid(molecule, GridQuality.Coarse, Team.Single), new MolecularGrid(molecule, GridQuality.Coarse, team));
        Assert.Equal(grid.X, again.X);
        Assert.Equal(grid.Weights, again.Weights);
        Assert.Equal(grid.Count, grid.Weights.Count(w => w > 0));
        Assert.Equal(grid.Count, grid.X.Zip(grid.Y, grid.Z).Distinct().Count());
    }

    [Fact]
    public void Grids_have_names()
    {
        Assert.Same(GridQuality.Reference, GridQuality.Named("Reference"));
        Assert.Contains("there are coarse, medium, fine, reference", Assert.Throws<PotentialException>(() => GridQuality.Named("ultra")).Message);
    }
}
