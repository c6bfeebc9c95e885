using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.GaussianProcesses;

namespace Athanor.Potentials.Tests.GaussianProcesses;

public sealed class GaussianVarianceTests
{
    /// <summary>The variance of a force is that of a difference of two energies.</summary>
    [Theory]
    [InlineData("molecule")]
    [InlineData("silicon")]
    public void Before_any_data_it_is_the_priors_own(string sample)
    {
        var structure = GradientTests.Of(sample);
        var form = GaussianSamples.Sparse(structure, [2, 1], 5).Form;
        using var prior = new PriorVariance(form);
        var variances = prior.Of(structure);
        var own = GaussianSamples.Covariance(form, structure, structure);
        Assert.Equal(own, variances[0], 1e-9 * own);
        const double h = 1e-3;
        foreach (var (atom, axis) in new[] { (0, 0), (1, 2) })
        {
            Structure Moved(double by)
            {
                var moved = structure.Clone();
                moved.Positions[atom] += by * new Vec3(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
                return moved;
            }
            double Difference(double step)
            {
                Structure ahead = Moved(step), behind = Moved(-step);
                return (GaussianSamples.Covariance(form, ahead, ahead) + GaussianSamples.Covariance(form, behind, behind) - 2 * GaussianSamples.Covariance(form, ahead, behind)) / (4 * step * step);
            }
            var expected = (4 * Difference(h) - Difference(2 * h)) / 3;
            Assert.Equal(expected, variances[1 + 3 * atom + axis], 1e-5 * expected + 1e-9);
        }
    }

    /// <summary>
    /// With all training atoms among the sparse surroundings nothing is sparse any more: what is said of energies is what the dense process says, k** − k*ᵀ (K + σ²)⁻¹ k*, the slow reference.
    /// </summary>
    [Fact]
    public void With_nothing_left_out_it_is_that_of_the_dense_process()
    {
        const double noise = 0.02, variance = 3;
        var perfect = GradientTests.Of("molecule");
        var training = GaussianSamples.Rattled(perfect, 4, 0.1);
        var form = GaussianSamples.Sparse(perfect, [2, 1], 5).Form;
        var units = training.SelectMany(s => GaussianSamples.Units(form, s)).ToArray();
        var sparse = new SparseSurroundings(form, [.. Enumerable.Range(0, form.Invariants.Elements.Length).Select(s => units.Where(u => u.Species == s).SelectMany(u => u.Unit).ToArray())]);
        using var rows = new GaussianRows(sparse);
        var n = rows.Columns;
        double[] precision = new double[n * n], row = new double[(1 + 3 * perfect.Count) * n];
        for (var k = 0; k < n; k++)
            precision[k * n + k] = k < sparse.Count ? 1 / variance : 1e12; // Energies of atoms are known.
        foreach (var structure in training)
        {
            rows.Fill(structure, row, n);
            Syrk.AddLower(row.AsSpan(0, n).AsMatrix(1, n), precision.AsMatrix(n, n), 1 / (noise * noise));
        }
        Cholesky.Factor(precision.AsMatrix(n, n));
        var species = n - sparse.Count;
        var model = new GaussianModel(sparse, new double[sparse.Count], new double[species], new DescriptorRange(species, form.Invariants.Invariants), new GaussianPosterior(variance, precision, 2, 1));
        using var exact = new GaussianVariance(model);
        foreach (var test in GaussianSamples.Rattled(perfect, 7, 0.25)[4..])
        {
            int count = training.Length;
            double[] matrix = new double[count * count], cross = new double[count];
            for (var a = 0; a < count; a++)
            {
                cross[a] = variance * GaussianSamples.Covariance(form, training[a], test);
                for (var b = 0; b < count; b++)
                    matrix[a * count + b] = variance * GaussianSamples.Covariance(form, training[a], training[b]) + (a == b ? noise * noise : 0);
            }
            Cholesky.Factor(matrix.AsMatrix(count, count));
            double[] solved = [.. cross];
            Cholesky.Solve(matrix.AsMatrix(count, count), solved);
            var expected = variance * GaussianSamples.Covariance(form, test, test) - Vectors.Dot(cross, solved);
            Assert.Equal(expected, exact.Of(test, new Vec3[test.Count]), 1e-6 * expected + 1e-8);
        }
    }

    /// <summary>Draws are functions, and spread as the variance says wherever one looks, far from all sparse surroundings too.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void Members_spread_as_it_says(double amplitude)
    {
        var perfect = GradientTests.Of("molecule");
        var model = GaussianSamples.Model(perfect, [1], points: 12, members: 400);
        var structure = GaussianSamples.Rattled(perfect, 3, amplitude)[2];
        using var exact = new GaussianVariance(model);
        var forces = new Vec3[structure.Count];
        var energy = exact.Of(structure, forces);
        var sampled = model.Evaluate(structure);
        // Four standard errors of a standard deviation of 400 draws.
        Assert.Equal(1, sampled.EnergyStd!.Value / Math.Sqrt(energy), 0.15);
        for (var i = 0; i < structure.Count; i++)
        {
            for (var axis = 0; axis < 3; axis++)
                Assert.Equal(1, sampled.ForcesStd[i][axis] / Math.Sqrt(forces[i][axis]), 0.15);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.5)]
    public void Who_asks_for_exact_deviations_gets_them_stacked_or_not(double factor)
    {
        var structure = GradientTests.Of("molecule");
        var model = GaussianSamples.Model(structure, [2, 1], members: 4);
        IPotential asked = factor == 1 ? new ModelWithBaseline(model, PotentialGrammar.Parse("zbl:scale=1.2")) : new WeightedSum([(factor, model), (1, PotentialGrammar.Parse("zbl"))]);
        var options = EvaluatorOptions.Default with { ExactUncertainty = true };
        Prediction exact = asked.Evaluate(structure, options), sampled = asked.Evaluate(structure);
        using var variance = new GaussianVariance(model);
        var forces = new Vec3[structure.Count];
        Assert.Equal(Math.Abs(factor) * Math.Sqrt(variance.Of(structure, forces)), exact.EnergyStd!.Value, 1e-12);
        Assert.Equal(Math.Abs(factor) * Math.Sqrt(forces[1].Y), exact.ForcesStd[1].Y, 1e-12);
        Assert.NotEqual(exact.EnergyStd, sampled.EnergyStd);
        Assert.Equal(sampled.Energy, exact.Energy);
        using var evaluator = asked.Open(options);
        Assert.Equal(4, ((IMemberForces)evaluator).MemberCount);
    }

    [Fact]
    public void Large_structures_have_the_spread_of_members()
    {
        var cell = GradientTests.Of("silicon");
        var model = GaussianSamples.Model(cell, [1], members: 2);
        using var evaluator = model.Open(EvaluatorOptions.Default with { ExactUncertainty = true });
        Prediction asked = new(), sampled = new();
        for (var repeats = 1; repeats <= 10; repeats += 9)
        {
            var structure = cell.Repeat(repeats, repeats, 1 + 2000 / (cell.Count * 100));
            evaluator.Evaluate(structure, Request.Uncertainty, asked);
            sampled = model.Evaluate(structure);
            Assert.Equal(structure.Count > 2000, asked.EnergyStd == sampled.EnergyStd);
        }
        Assert.True(sampled.Count > 2000);
    }

    [Fact]
    public void Where_nothing_is_known_of_the_posterior_nothing_is_said()
    {
        var model = GaussianSamples.Model(GradientTests.Of("silicon"), [1]);
        Assert.Contains("--heads", Assert.Throws<PotentialException>(() => new GaussianVariance(model)).Message, StringComparison.Ordinal);
        Assert.Empty(model.Members);
        Assert.Null(model.Evaluate(GradientTests.Of("silicon")).EnergyStd);
    }
}
