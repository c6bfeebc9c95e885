namespace Athanor.Potentials.Behler;

/// <summary>The values that the symmetry functions of one species had in the training data, laid out for asking in every evaluation.</summary>
sealed class FunctionRange
{
    /// <summary>A function that never varied is out where it changes by more than rounding: by this fraction of its value, or as much by itself where that was zero.</summary>
    const double LeastWidth = 1e-3;

    readonly double[] _centre, _perWidth;

    internal FunctionRange(FunctionScaling scaling)
    {
        (_centre, _perWidth) = (new double[scaling.Count], new double[scaling.Count]);
        for (var m = 0; m < scaling.Count; m++)
        {
            double low = scaling.Minimum[m], high = scaling.Maximum[m];
            // Not known: zero widths away, whatever the value.
            if (!double.IsFinite(low) || !double.IsFinite(high) || low > high)
                continue;
            IsKnown = true;
            var size = Math.Max(Math.Abs(low), Math.Abs(high));
            _centre[m] = 0.5 * (low + high);
            _perWidth[m] = 1 / Math.Max(high - low, LeastWidth * (size > 0 ? size : 1));
        }
    }

    /// <summary>True where the training data is known at all.</summary>
    internal bool IsKnown { get; }

    /// <summary>By function: the middle of its range.</summary>
    internal ReadOnlySpan<double> Centre => _centre;

    /// <summary>By function: the inverse width of its range; 0 where it is not known.</summary>
    internal ReadOnlySpan<double> PerWidth => _perWidth;

    /// <summary>How far the function that is farthest out lies outside, as a fraction of the width of its range; 0 where all are within.</summary>
    internal unsafe float Excess(double* values)
    {
        double[] centre = _centre, perWidth = _perWidth;
        var farthest = 0.5;
        for (var m = 0; m < centre.Length; m++)
        {
            var distance = Math.Abs(values[m] - centre[m]) * perWidth[m];
            if (distance > farthest)
                farthest = distance;
        }
        return ExcessOf(farthest);
    }

    /// <summary>The excess of the largest distance from a centre in widths. A value at the very end of its range is within, however its half width was rounded.</summary>
    internal static float ExcessOf(double farthest) => farthest > 0.5 + 1e-6 ? (float)(farthest - 0.5) : 0;
}
