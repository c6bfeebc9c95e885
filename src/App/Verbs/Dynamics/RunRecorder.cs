using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>Keeps what the summary and the report of a run show: readings, and of a small system some frames.</summary>
sealed class RunRecorder : IObserver
{
    const int Readings = 5000, Frames = 60, LargestShown = 500;

    readonly long _frameEvery;
    readonly List<Reading> _readings = [];
    readonly List<(double Time, double[] Positions, double[]? Cell)> _frames = [];

    /// <param name="steps">Of the whole run.</param>
    public RunRecorder(long steps)
    {
        Every = (int)Math.Clamp(steps / Readings, 1, int.MaxValue);
        _frameEvery = Math.Max(Every, steps / Frames / Every * Every);
    }

    public int Every { get; }

    public IReadOnlyList<Reading> All => _readings;

    /// <summary>The later half: the first is left to the system to find its equilibrium.</summary>
    public IReadOnlyList<Reading> Settled => _readings.Count < 20 ? _readings : _readings[(_readings.Count / 2)..];

    public IReadOnlyList<(double Time, double[] Positions, double[]? Cell)> Shown => _frames;

    public void Observe(MolecularDynamics dynamics)
    {
        var reading = dynamics.Read();
        _readings.Add(reading);
        var structure = dynamics.State.Structure;
        if (structure.Count > LargestShown || reading.Step % _frameEvery != 0)
            return;
        _frames.Add((reading.Time, Coordinates.Of(structure), Coordinates.OfCell(structure.Cell)));
    }
}

/// <summary>Moves the progress on.</summary>
sealed class RunProgress(Progress progress) : IObserver
{
    long _seen = -1;

    public int Every => 10;

    public void Observe(MolecularDynamics dynamics)
    {
        var state = dynamics.State;
        progress.Add(_seen < 0 ? state.Step % Every : state.Step - _seen);
        _seen = state.Step;
        progress.Status = $"{state.Temperature:0} K, {NumberText.Fixed(state.Prediction.Energy / state.Count, 4)} eV/atom";
    }
}
