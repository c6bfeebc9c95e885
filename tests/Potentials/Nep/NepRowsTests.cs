using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

public sealed unsafe class NepRowsTests
{
    public static TheoryData<string> Cases => ["one element", "two elements", "three, no cubes"];

    static NepParameters Parameters(string name)
    {
        Element[] elements = name switch { "one element" => [NepSamples.Si], "two elements" => [NepSamples.O, NepSamples.Si], _ => [NepSamples.H, NepSamples.O, NepSamples.Si] };
        var form = NepSamples.Forms["nep4 all, cutoffs by element, ZBL by radii"] with
        {
            Version = elements.Length > 1 ? 5 : 4,
            Elements = [.. elements],
            RadialCutoffs = [.. elements.Select(_ => 4.6)],
            AngularCutoffs = [.. elements.Select(_ => 4.1)],
            LMax = elements.Length == 3 ? 3 : 4,
            Invariants = elements.Length == 3 ? NepInvariants.None : NepInvariants.Q222 | NepInvariants.Q112 | NepInvariants.Q123 | NepInvariants.Q233 | NepInvariants.Q134,
            Zbl = null,
        };
        var random = new Random(5);
        double[] Numbers(int count, double scale, double centre = 0) => [.. Enumerable.Range(0, count).Select(_ => centre + scale * (2 * random.NextDouble() - 1))];
        return new NepParameters(form, Numbers(5 * form.RadialBasis, 1), Numbers(4 * form.AngularBasis, 1), Numbers(form.DescriptorLength, 0.1, 0.3), Numbers(form.DescriptorLength, 1));
    }

    static double[] Values(NepParameters parameters)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, parameters.Count).Select(p => p < parameters.Coefficients(0) ? random.NextDouble() - 0.5 : 1.2 * (random.NextDouble() - 0.5))];
    }

    static Structure Structure(NepParameters parameters, bool periodic = true) =>
        NepSamples.Structure(parameters.ToModel(Values(parameters), new double[parameters.Form.Species]), 7, 3, edge: 4.4, nearest: 1.5, periodic: periodic);

    static NepFrame Frame(NepParameters parameters, Structure structure)
    {
        using var neighbours = new Neighbours(4.6, 0);
        return NepFrame.Of(structure, parameters.Form, neighbours);
    }

    [Theory, MemberData(nameof(Cases))]
    public void They_predict_what_the_model_does(string name)
    {
        var parameters = Parameters(name);
        var structure = Structure(parameters);
        var energies = Enumerable.Range(0, parameters.Form.Species).Select(s => s - 1.5).ToArray();
        using var evaluator = parameters.ToModel(Values(parameters), energies).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, prediction);
        using var weights = new NepRowWeights<double>(parameters, Widths.DoubleLanes);
        weights.Set(Values(parameters));
        using var rows = NepRows<double>.Open(weights);
        var frame = Frame(parameters, structure);
        var slopes = new double[frame.RowCount];
        Assert.Equal(prediction.Energy, rows.Predict(frame, slopes) + structure.Elements.ToArray().Sum(e => energies[parameters.Form.Elements.IndexOf(e)]), 1e-9);
        for (var i = 0; i < structure.Count; i++)
        {
            for (var axis = 0; axis < 3; axis++)
                Assert.Equal(-prediction.Forces[i][axis], slopes[3 * i + axis], 1e-9);
        }
        var w = prediction.Virial.Symmetrized;
        double[] strains = [w.XX, w.YY, w.ZZ, w.YZ, w.XZ, w.XY];
        for (var v = 0; v < 6; v++)
            Assert.Equal(-strains[v], slopes[3 * structure.Count + v], 1e-9);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_jacobian_is_what_differences_of_the_prediction_are(string name)
    {
        var parameters = Parameters(name);
        var frame = Frame(parameters, Structure(parameters));
        var values = Values(parameters);
        using var weights = new NepRowWeights<double>(parameters, Widths.DoubleLanes);
        using var rows = NepRows<double>.Open(weights);
        var (matrix, stride) = Jacobian(rows, weights, frame, values);
        for (var p = 0; p < values.Length; p++)
        {
            double[] up = Predict(p, 1e-4), down = Predict(p, -1e-4);
            for (var r = 0; r < up.Length; r++)
                Assert.Equal((up[r] - down[r]) / 2e-4, matrix[r * stride + p], 1e-5);
        }

        double[] Predict(int parameter, double by)
        {
            var moved = (double[])values.Clone();
            moved[parameter] += by;
            weights.Set(moved);
            var slopes = new double[frame.RowCount];
            var energy = rows.Predict(frame, slopes);
            return [energy, .. slopes];
        }
    }

    [Fact]
    public void Every_width_gives_the_same_and_single_precision_nearly()
    {
        var parameters = Parameters("two elements");
        var frame = Frame(parameters, Structure(parameters, periodic: false));
        var values = Values(parameters);
        var reference = Of<F64x1>();
        foreach (var other in new[] { Of<F64x2>(), Of<F64x4>(), Of<F64x8>() })
        {
            for (var k = 0; k < reference.Length; k++)
                Assert.Equal(reference[k], other[k], 1e-11);
        }
        using var single = new NepRowWeights<float>(parameters, Widths.SingleLanes);
        using var rows = NepRows<float>.Open(single);
        single.Set(values);
        var stride = parameters.Count + 16;
        var matrix = new float[(frame.RowCount + 1) * stride];
        fixed (float* m = matrix)
            rows.Jacobian(frame, m, stride);
        for (var k = 0; k < reference.Length; k++)
            Assert.Equal(reference[k], matrix[k], 1e-4);

        double[] Of<W>()
            where W : struct, IWide<W, double>
        {
            using var weights = new NepRowWeights<double>(parameters, W.Lanes);
            using var rows = new NepRowKernel<W, double>(weights);
            return Jacobian(rows, weights, frame, values).Matrix;
        }
    }

    static (double[] Matrix, int Stride) Jacobian(NepRows<double> rows, NepRowWeights<double> weights, NepFrame frame, double[] values)
    {
        weights.Set(values);
        var stride = values.Length + 16;
        var matrix = new double[(frame.RowCount + 1) * stride];
        fixed (double* m = matrix)
            rows.Jacobian(frame, m, stride);
        return (matrix, stride);
    }
}
