using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;
using Athanor.Potentials.Layered;
using Athanor.Potentials.Tests.Ace;

namespace Athanor.Potentials.Tests.Layered;

/// <summary>The energy of a layered model as its equations say it: plain loops over atoms, neighbours, channels.</summary>
sealed class SlowLayered
{
    readonly LayeredModel _model;
    readonly LayeredForm _form;
    readonly LayeredLayout _layout;
    readonly int[] _species;
    readonly List<(int Other, Vec3 Edge)>[] _near;

    SlowLayered(LayeredModel model, Structure structure)
    {
        (_model, _form, _layout) = (model, model.Form, model.Layout);
        _species = [.. structure.Elements.ToArray().Select(model.SpeciesOf)];
        _near = [.. Enumerable.Range(0, structure.Count).Select(i => Neighbours(structure, i).ToList())];
    }

    internal static double Energy(LayeredModel model, Structure structure)
    {
        var slow = new SlowLayered(model, structure);
        return Enumerable.Range(0, structure.Count).Sum(i => model.AtomEnergy(slow._species[i]) + model.Form.Scale * slow.AtomEnergy(i));
    }

    IEnumerable<(int, Vec3)> Neighbours(Structure structure, int i)
    {
        int Reach(int d) => structure.Periodic[d] ? 2 : 0;
        for (var j = 0; j < structure.Count; j++)
        {
            for (var x = -Reach(0); x <= Reach(0); x++)
            {
                for (var y = -Reach(1); y <= Reach(1); y++)
                {
                    for (var z = -Reach(2); z <= Reach(2); z++)
                    {
                        var shift = structure.Cell is { } cell ? new Vec3(x, y, z) * cell.Vectors : Vec3.Zero;
                        var r = structure.Positions[j] + shift - structure.Positions[i];
                        if (r.Length > 1e-9 && r.Length < _form.Basis.Cutoff)
                            yield return (j, r);
                    }
                }
            }
        }
    }

    double At(ParameterRun run, int matrix, int row, int column) => _model.Parameters[run.Start + (matrix * run.Rows + row) * run.Columns + column];

    double AtomEnergy(int i)
    {
        var z = _species[i];
        var first = Features(i);
        double[] last = [.. Enumerable.Range(0, _form.Channels).Select(k => first[k][0])];
        var energy = At(_layout.AtomEnergies, z, 0, 0);
        if (_form.HasMessages)
        {
            for (var k = 0; k < last.Length; k++)
                energy += At(_layout.FirstReadout, z, 0, k) * last[k];
            last = Second(i, last);
        }
        for (var k = 0; k < last.Length; k++)
            energy += At(_layout.Readout, z, 0, k) * last[k];
        for (var u = 0; u < _form.Hidden; u++)
        {
            var g = At(_layout.HiddenBias, 0, 0, u);
            for (var k = 0; k < last.Length; k++)
                g += last[k] * At(_layout.HiddenWeights, 0, k, u);
            energy += At(_layout.HiddenReadout, 0, 0, u) * g / (1 + Math.Exp(-g));
        }
        return energy;
    }

    /// <summary>[channel][component].</summary>
    double[][] Features(int i)
    {
        var products = new double[_form.Channels][];
        for (var k = 0; k < products.Length; k++)
        {
            var planes = new double[_layout.Plan.Planes];
            foreach (var (other, edge) in _near[i])
            {
                var y = RealHarmonics.Of(edge, _form.Degrees[0]);
                for (var l = 0; l <= _form.Degrees[0]; l++)
                {
                    for (var m = l * l; m < (l + 1) * (l + 1); m++)
                        planes[m] += Mixture(_species[other], l, k, edge.Length) * y[m];
                }
            }
            products[k] = Weighted(_layout.Plan, planes, _layout.Products, i, k, _form.FeatureDegree);
        }
        var features = new double[_form.Channels][];
        for (var k = 0; k < features.Length; k++)
        {
            features[k] = new double[products[k].Length];
            for (var l = 0; l <= _form.FeatureDegree; l++)
            {
                for (var m = l * l; m < (l + 1) * (l + 1); m++)
                    features[k][m] = Enumerable.Range(0, _form.Channels).Sum(from => products[from][m] * At(_layout.Features, l, from, k));
            }
        }
        return features;
    }

    double Mixture(int neighbour, int l, int k, double r)
    {
        var sum = 0.0;
        for (var d = 0; d < _form.Embedding; d++)
        {
            var weight = _form.Embedding == _form.Elements.Length ? (d == neighbour ? 1 : 0) : At(_layout.Embedding, 0, neighbour, d);
            for (var b = 0; b < _form.Basis.Count; b++)
                sum += weight * At(_layout.Mixing, l, d * _form.Basis.Count + b, k) * Radial(b, r);
        }
        return sum;
    }

    double Radial(int b, double r)
    {
        double Of(double d) => 1 / (1 + d / _form.Basis.Scale);
        var x = -1 + 2 * (Of(r) - Of(_form.Basis.Cutoff)) / (Of(0) - Of(_form.Basis.Cutoff));
        var u = r / _form.Basis.Cutoff;
        return Math.Cos(b * Math.Acos(Math.Clamp(x, -1, 1))) * Math.Pow(1 - u * u, 3) / Math.Sqrt(_form.Crowding);
    }

    double[] Weighted(ProductPlan plan, double[] planes, ParameterRun weights, int i, int k, int degree)
    {
        SlowAce.Multiply(plan, planes);
        var sums = new double[(degree + 1) * (degree + 1)];
        for (var p = 0; p < plan.Paths.Length; p++)
        {
            var l = plan.Paths[p].Degree;
            for (var m = 0; m <= 2 * l; m++)
                sums[l * l + m] += At(weights, _species[i], p, k) * planes[plan.Paths[p].First + m];
        }
        return sums;
    }

    /// <summary>Scalars of the second layer.</summary>
    double[] Second(int i, double[] first)
    {
        var degree = _form.MessageDegrees[0];
        var messages = new double[_form.Channels][];
        for (var k = 0; k < messages.Length; k++)
            messages[k] = new double[(degree + 1) * (degree + 1)];
        foreach (var (other, edge) in _near[i])
        {
            var features = Features(other);
            var y = RealHarmonics.Of(edge, _form.AngularDegree);
            for (var p = 0; p < _layout.Paths.Length; p++)
            {
                var path = _layout.Paths[p];
                var (coupling, size) = (path.Coupling, 1 / Math.Sqrt(_layout.Paths.Count(q => q.Message == path.Message)));
                for (var k = 0; k < messages.Length; k++)
                {
                    var radial = Enumerable.Range(0, _form.Basis.Count).Sum(b => At(_layout.Radial, 0, b, p * _form.Channels + k) * Radial(b, edge.Length));
                    for (var u = 0; u <= 2 * path.Feature; u++)
                    {
                        for (var v = 0; v <= 2 * path.Angle; v++)
                        {
                            for (var m = 0; m <= 2 * path.Message; m++)
                                messages[k][path.Message * path.Message + m] += size * coupling[u, v, m] * radial * features[k][path.Feature * path.Feature + u] * y[path.Angle * path.Angle + v];
                        }
                    }
                }
            }
        }
        var products = new double[_form.Channels];
        for (var k = 0; k < products.Length; k++)
        {
            var planes = new double[_layout.MessagePlan!.Planes];
            for (var l = 0; l <= degree; l++)
            {
                for (var m = l * l; m < (l + 1) * (l + 1); m++)
                    planes[m] = Enumerable.Range(0, _form.Channels).Sum(from => messages[from][m] * At(_layout.MessageMixing, l, from, k));
            }
            products[k] = Weighted(_layout.MessagePlan!, planes, _layout.MessageProducts, i, k, 0)[0];
        }
        return [.. Enumerable.Range(0, _form.Channels).Select(k =>
            At(_layout.Residual, _species[i], 0, k) * first[k] + Enumerable.Range(0, _form.Channels).Sum(from => products[from] * At(_layout.MessageFeatures, 0, from, k)))];
    }
}
