using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// One thread's passes of one centre through its network: value, gradient with respect to features, and the tangents of both, by parameter. A lane is a
/// neuron (or a feature); tangents are rows.
/// </summary>
/// <remarks>
/// With x₀ the features, a_ℓ = W_ℓ x_ℓ₋₁ + b_ℓ, x_ℓ = tanh a_ℓ, s_ℓ = 1 − x_ℓ², ε = w·x_L + b: β_L = w, δ_ℓ = β_ℓ s_ℓ, β_ℓ₋₁ = W_ℓᵀ δ_ℓ. A tangent ẋ₀ gives ẋ_ℓ = s_ℓ (W_ℓ ẋ_ℓ₋₁) and,
/// from the last layer back, δ̇_ℓ = s_ℓ β̇_ℓ − 2 β_ℓ x_ℓ ẋ_ℓ. Then ∂(∇ε·ẋ₀)/∂W_ℓ = δ̇_ℓ ⊗ x_ℓ₋₁ + δ_ℓ ⊗ ẋ_ℓ₋₁, by b_ℓ: δ̇_ℓ, by w: ẋ_L.
/// </remarks>
/// <typeparam name="W">Float lanes.</typeparam>
sealed unsafe class NetworkPass<W> : IDisposable
    where W : struct, IWide<W, float>
{
    const int MostLayers = 8;

    readonly AlignedBuffer<float> _centre = new();
    readonly AlignedBuffer<float> _tangents = new();
    readonly float*[] _x = new float*[MostLayers];
    readonly float*[] _slope = new float*[MostLayers];
    readonly float*[] _delta = new float*[MostLayers];
    readonly float*[] _bend = new float*[MostLayers];
    readonly float*[] _xDot = new float*[MostLayers + 1];
    readonly float*[] _deltaDot = new float*[MostLayers];
    float* _features;
    float* _beta;
    NetworkWeights _weights = null!;

    NetworkShape Shape => _weights.Shape;

    /// <summary>∂ε/∂features of the centre last passed through, Stride(−1) entries.</summary>
    internal float* FeatureGradient => _beta;

    /// <summary>Passes one centre forward and back; returns ε without the output's bias.</summary>
    internal float Forward(NetworkWeights weights, float* features)
    {
        _weights = weights;
        _features = features;
        Layout();
        var layers = Shape.Layers;
        var from = features;
        for (var l = 0; l < layers; l++)
        {
            int stride = weights.Stride(l), inputs = Shape.Width(l - 1);
            TangentLaws<W>.Affine(from, inputs, weights.Forward(l), weights.Bias(l), stride, _x[l]);
            TangentLaws<W>.Tanh(_x[l], _slope[l], stride);
            from = _x[l];
        }
        var last = weights.Stride(layers - 1);
        var energy = TangentLaws<W>.Dot(weights.Output, _x[layers - 1], last);
        var beta = weights.Output;
        for (var l = layers - 1; l >= 0; l--)
        {
            TangentLaws<W>.Backward(beta, _x[l], _slope[l], weights.Stride(l), _delta[l], _bend[l]);
            TangentLaws<W>.Affine(_delta[l], Shape.Width(l), weights.Backward(l), null, weights.Stride(l - 1), _beta);
            beta = _beta;
        }
        return energy;
    }

    /// <summary>Adds weight · ∂ε/∂θ.</summary>
    internal void AddValueGradient(float weight, float* row)
    {
        var from = _features;
        for (var l = 0; l < Shape.Layers; l++)
        {
            int inputs = Shape.Width(l - 1), outputs = Shape.Width(l);
            var w = row + Shape.WeightOffset(l);
            var b = row + Shape.BiasOffset(l);
            for (var o = 0; o < outputs; o++)
            {
                var d = weight * _delta[l][o];
                TangentLaws<W>.AddScaled(w + o * inputs, from, d, inputs);
                b[o] += d;
            }
            from = _x[l];
        }
        var last = Shape.Width(Shape.Layers - 1);
        var output = row + Shape.WeightOffset(Shape.Layers);
        for (var i = 0; i < last; i++)
            output[i] += weight * from[i];
        output[last] += weight;
    }

    /// <summary>Passes tangents (count rows of Stride(−1)) through the network after <see cref="Forward"/>.</summary>
    internal void PassTangents(float* tangents, int count)
    {
        LayoutTangents(count);
        _xDot[0] = tangents;
        var layers = Shape.Layers;
        for (var l = 0; l < layers; l++)
        {
            TangentLaws<W>.Multiply(_xDot[l], count, Shape.Width(l - 1), _weights.Stride(l - 1), _weights.Forward(l), _weights.Stride(l), _xDot[l + 1]);
            TangentLaws<W>.ScaleRows(_xDot[l + 1], count, _weights.Stride(l), _slope[l]);
        }
        for (var l = layers - 1; l >= 0; l--)
        {
            if (l == layers - 1)
            {
                TangentLaws<W>.Bend(_xDot[l + 1], count, _weights.Stride(l), _bend[l], _deltaDot[l]);
            }
            else
            {
                TangentLaws<W>.Multiply(_deltaDot[l + 1], count, Shape.Width(l + 1), _weights.Stride(l + 1), _weights.Backward(l + 1), _weights.Stride(l), _deltaDot[l]);
                TangentLaws<W>.Bend(_xDot[l + 1], count, _weights.Stride(l), _bend[l], _slope[l], _deltaDot[l]);
            }
        }
    }

    /// <summary>Adds ∂(∇ε·tangent)/∂θ of tangent <paramref name="t"/> of the last <see cref="PassTangents"/>. The row has a vector's room beyond its end.</summary>
    internal void AddTangentGradient(int t, float* row)
    {
        var from = _features;
        for (var l = 0; l < Shape.Layers; l++)
        {
            int inputs = Shape.Width(l - 1), outputs = Shape.Width(l);
            var deltaDot = _deltaDot[l] + (nint)t * _weights.Stride(l);
            TangentLaws<W>.AddOuters(
                row + Shape.WeightOffset(l), inputs, outputs, deltaDot, from, _delta[l], _xDot[l] + (nint)t * _weights.Stride(l - 1));
            var b = row + Shape.BiasOffset(l);
            for (var o = 0; o < outputs; o++)
                b[o] += deltaDot[o];
            from = _x[l];
        }
        var last = Shape.Layers - 1;
        var xDot = _xDot[last + 1] + (nint)t * _weights.Stride(last);
        var output = row + Shape.WeightOffset(Shape.Layers);
        for (var i = 0; i < Shape.Width(last); i++)
            output[i] += xDot[i];
    }

    void Layout()
    {
        nint length = _weights.Stride(-1);
        for (var l = 0; l < Shape.Layers; l++)
            length = Math.Max(length, _weights.Stride(l));
        var widest = length;
        for (var l = 0; l < Shape.Layers; l++)
            length += 4 * _weights.Stride(l);
        var p = _centre.Require((int)length);
        _beta = p;
        p += widest;
        for (var l = 0; l < Shape.Layers; l++)
        {
            var stride = _weights.Stride(l);
            _x[l] = p;
            _slope[l] = p + stride;
            _delta[l] = p + 2 * stride;
            _bend[l] = p + 3 * stride;
            p += 4 * stride;
        }
    }

    void LayoutTangents(int count)
    {
        nint length = 0;
        for (var l = 0; l < Shape.Layers; l++)
            length += 2 * (nint)count * _weights.Stride(l);
        var p = _tangents.Require(checked((int)length));
        for (var l = 0; l < Shape.Layers; l++)
        {
            var block = (nint)count * _weights.Stride(l);
            _xDot[l + 1] = p;
            _deltaDot[l] = p + block;
            p += 2 * block;
        }
    }

    public void Dispose()
    {
        _centre.Dispose();
        _tangents.Dispose();
    }
}
