using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Tests.Ace;

/// <summary>Rows times weights are what the model says.</summary>
public sealed class AceRowsTests
{
    [Theory]
    [InlineData("silicon", new[] { 3, 3, 3 }, 16, 6)]
    [InlineData("salt", new[] { 2, 2, 1, 1 }, 16, 6)]
    [InlineData("molecule", new[] { 4, 3, 2 }, 16, 6)]
    [InlineData("salt", new[] { 3, 3, 3, 2 }, 64, 12)]
    [InlineData("molecule", new[] { 3, 2 }, 48, 5)]
    public void Rows_are_the_models_energy_forces_and_virial(string sample, int[] degrees, int channels, int functions)
    {
        var structure = GradientTests.Of(sample);
        var model = AceSamples.Model([.. structure.Elements.ToArray().Select(e => e.Symbol).Distinct()], degrees, channels, functions: functions);
        using var rows = AceRows.Open(model.Form);
        var stride = rows.Columns + 3;
        var matrix = new double[AceRows.CountOf(structure) * stride];
        Array.Fill(matrix, double.NaN);
        rows.Fill(structure, matrix, stride);
        double[] weights = [.. Enumerable.Range(0, model.Form.Elements.Length).SelectMany(s => model.Weights(s).ToArray())];
        double Row(int r) => Enumerable.Range(0, rows.Columns).Sum(c => weights[c] * matrix[r * stride + c]);
        var expected = model.Evaluate(structure);
        Assert.Equal(expected.Energy - structure.Elements.ToArray().Sum(e => model.AtomEnergy(model.SpeciesOf(e))), Row(0), 1e-10);
        for (var i = 0; i < structure.Count; i++)
        {
            for (var axis = 0; axis < 3; axis++)
                Assert.Equal(-expected.Forces[i][axis], Row(1 + 3 * i + axis), 1e-10);
        }
        if (!structure.Periodic.IsBulk)
            return;
        var w = expected.Virial;
        double[] strain = [w.XX, w.YY, w.ZZ, w.YZ, w.XZ, w.XY];
        for (var k = 0; k < 6; k++)
            Assert.Equal(-strain[k], Row(1 + 3 * structure.Count + k), 1e-9);
    }

    /// <summary>Weights that elements share are those of each of them, combined.</summary>
    [Theory]
    [InlineData("salt", 1)]
    [InlineData("molecule", 2)]
    public void Shared_weights_have_the_rows_of_all_elements_combined(string sample, int width)
    {
        var structure = GradientTests.Of(sample);
        var form = AceSamples.Model([.. structure.Elements.ToArray().Select(e => e.Symbol).Distinct()], [3, 3, 2], embedded: 2).Form;
        var random = new Random(3);
        var centres = new AceEmbedding(width, [.. Enumerable.Range(0, width * form.Elements.Length).Select(_ => random.NextDouble() - 0.5)]);
        using AceRows all = AceRows.Open(form), shared = AceRows.Open(form, centres);
        double[] apart = new double[AceRows.CountOf(structure) * all.Columns], together = new double[AceRows.CountOf(structure) * shared.Columns];
        all.Fill(structure, apart, all.Columns);
        shared.Fill(structure, together, shared.Columns);
        for (var r = 0; r < AceRows.CountOf(structure); r++)
        {
            for (var c = 0; c < shared.Columns; c++)
            {
                var (d, k) = Math.DivRem(c, form.Invariants);
                var expected = Enumerable.Range(0, form.Elements.Length).Sum(s => centres.Of(s)[d] * apart[r * all.Columns + s * form.Invariants + k]);
                Assert.Equal(expected, together[r * shared.Columns + c], 1e-10 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }
}
