using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// One thread's passes of a whole frame through its networks: energy and coordinate derivatives, their Jacobian by parameter, or one gradient.
/// </summary>
/// <typeparam name="W">Float lanes.</typeparam>
sealed unsafe class FramePass<W> : IFramePass
    where W : struct, IWide<W, float>
{
    readonly NetworkPass<W> _pass = new();
    readonly AlignedBuffer<float> _direction = new();

    /// <inheritdoc/>
    public double Predict(FrameFeatures frame, NetworkSet networks, Span<double> rows)
    {
        rows.Clear();
        double energy = 0;
        foreach (var group in frame.Groups)
        {
            var weights = networks.Weights[group.Network];
            fixed (float* values = group.Values, tangents = group.Tangents)
            {
                for (var i = 0; i < group.Count; i++)
                {
                    energy += _pass.Forward(weights, values + (nint)i * group.Stride) + weights.OutputBias;
                    for (var t = group.TangentStart[i]; t < group.TangentStart[i + 1]; t++)
                        rows[group.TangentRow[t]] += TangentLaws<W>.Dot(_pass.FeatureGradient, tangents + (nint)t * group.Stride, group.Stride);
                }
            }
        }
        return energy;
    }

    /// <inheritdoc/>
    public void Jacobian(FrameFeatures frame, NetworkSet networks, float* matrix, int stride)
    {
        new Span<float>(matrix, checked((frame.RowCount + 1) * stride)).Clear();
        foreach (var group in frame.Groups)
        {
            var weights = networks.Weights[group.Network];
            var offset = networks.Offset(group.Network);
            fixed (float* values = group.Values, tangents = group.Tangents)
            {
                for (var i = 0; i < group.Count; i++)
                {
                    _pass.Forward(weights, values + (nint)i * group.Stride);
                    _pass.AddValueGradient(1, matrix + offset);
                    int first = group.TangentStart[i], count = group.TangentStart[i + 1] - first;
                    _pass.PassTangents(tangents + (nint)first * group.Stride, count);
                    for (var t = 0; t < count; t++)
                        _pass.AddTangentGradient(t, matrix + (nint)(1 + group.TangentRow[first + t]) * stride + offset);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void AddGradient(FrameFeatures frame, NetworkSet networks, float energyCotangent, ReadOnlySpan<float> rowCotangents, float* gradient)
    {
        foreach (var group in frame.Groups)
        {
            var weights = networks.Weights[group.Network];
            var own = gradient + networks.Offset(group.Network);
            var direction = _direction.Require(group.Stride);
            fixed (float* values = group.Values, tangents = group.Tangents)
            {
                for (var i = 0; i < group.Count; i++)
                {
                    _pass.Forward(weights, values + (nint)i * group.Stride);
                    _pass.AddValueGradient(energyCotangent, own);
                    // The cotangents of all rows meet in one direction of the features: one tangent instead of hundreds.
                    new Span<float>(direction, group.Stride).Clear();
                    for (var t = group.TangentStart[i]; t < group.TangentStart[i + 1]; t++)
                        TangentLaws<W>.AddScaled(direction, tangents + (nint)t * group.Stride, rowCotangents[group.TangentRow[t]], group.Stride);
                    _pass.PassTangents(direction, 1);
                    _pass.AddTangentGradient(0, own);
                }
            }
        }
    }

    public void Dispose()
    {
        _pass.Dispose();
        _direction.Dispose();
    }
}
