namespace Athanor.Reports;

/// <summary>
/// Predicted against reference values on a square with its diagonal, and the root-mean-square and mean absolute error of all finite pairs.
/// From 2,000 pairs on, their density on a logarithmic colour scale, so that 100,000 force components stay a small picture.
/// </summary>
public sealed class ParityPlot : Chart
{
    readonly string _quantity;
    readonly string _unit;
    readonly PointCloud _cloud = new();

    /// <param name="quantity">What is predicted, for example <c>force component</c>.</param>
    /// <param name="unit">Its unit; errors of energies in eV below 0.1 are given in meV.</param>
    public ParityPlot(string title, string quantity, string unit) : base(title)
    {
        (_quantity, _unit) = (quantity, unit);
    }

    /// <summary>√⟨(predicted − reference)²⟩ over the finite pairs, NaN where there is none.</summary>
    public Quantity Rmse => Error(e => e * e, Math.Sqrt);

    /// <summary>⟨|predicted − reference|⟩ over the finite pairs, NaN where there is none.</summary>
    public Quantity Mae => Error(Math.Abs, e => e);

    public override string Description
        => $"Parity plot of predicted against reference {_quantity}, {_cloud.Count:N0} pairs; RMSE {Rmse.Readable().ToShortString()}, MAE {Mae.Readable().ToShortString()}.";

    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public ParityPlot Add(string name, IReadOnlyList<double> reference, IReadOnlyList<double> predicted)
    {
        _cloud.Add(name, reference, predicted);
        return this;
    }

    internal override void Draw(Drawing drawing)
    {
        var both = new DataRange(new Axis(_quantity, _unit));
        var x = new Axis($"Reference {_quantity}", _unit);
        var y = new Axis($"Predicted {_quantity}", _unit);
        foreach (var (_, reference, predicted) in _cloud.Shown(x, y))
        {
            both.Add(reference);
            both.Add(predicted);
        }
        _cloud.NoteHidden(drawing, x, y);
        var limits = both.Limits(0.04);
        var top = _cloud.DrawLegend(drawing);
        var plot = new Plot(drawing, x, limits, y, limits, top, square: true);
        _cloud.Draw(drawing, plot, x, y, () => drawing.Line(0, plot.Height, plot.Width, 0, "guide"));
        drawing.Text(10, 20, $"RMSE {Rmse.Readable().ToShortString()}", cssClass: "halo strong");
        drawing.Text(10, 38, $"MAE {Mae.Readable().ToShortString()}", cssClass: "halo strong");
        plot.Close();
    }

    Quantity Error(Func<double, double> term, Func<double, double> finish)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var (_, reference, predicted) in _cloud.Groups)
        {
            for (var i = 0; i < reference.Count; i++)
            {
                var error = predicted[i] - reference[i];
                if (!double.IsFinite(error))
                    continue;
                sum += term(error);
                count++;
            }
        }
        return new Quantity(finish(sum / count), _unit);
    }
}
