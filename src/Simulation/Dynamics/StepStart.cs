using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>The state where a step begins, to go back to where its evaluation is cancelled: all that a restart knows, and the prediction.</summary>
sealed class StepStart(DynamicState state)
{
    readonly Vec3[] _positions = new Vec3[state.Count];
    readonly Vec3[] _velocities = new Vec3[state.Count];
    readonly Prediction _prediction = new();
    Vec3[] _listPositions = [];
    Cell? _cell;
    Mat3 _kinetic, _sampledKinetic;
    double _heat, _work;

    /// <summary>The last step was taken back: neighbour lists are where it left them, which is not where they were.</summary>
    public bool IsTakenBack { get; private set; }

    /// <summary>Where neighbour lists stood.</summary>
    public ReadOnlySpan<Vec3> ListPositions => _listPositions;

    public Cell? ListCell { get; private set; }

    public void Keep(IEvaluator evaluator)
    {
        IsTakenBack = false;
        if (_listPositions.Length != evaluator.ListPositions.Length)
            _listPositions = new Vec3[evaluator.ListPositions.Length];
        evaluator.ListPositions.CopyTo(_listPositions);
        ListCell = evaluator.ListCell;
        state.Positions.CopyTo(_positions, 0);
        state.Velocities.CopyTo(_velocities, 0);
        Copy(state.Prediction, _prediction);
        (_cell, _kinetic, _sampledKinetic, _heat, _work) = (state.Structure.Cell, state.Kinetic, state.SampledKinetic, state.Heat, state.Work);
    }

    public void TakeBack()
    {
        IsTakenBack = true;
        _positions.CopyTo(state.Positions, 0);
        _velocities.CopyTo(state.Velocities, 0);
        Copy(_prediction, state.Prediction);
        (state.Structure.Cell, state.Kinetic, state.SampledKinetic, state.Heat, state.Work) = (_cell, _kinetic, _sampledKinetic, _heat, _work);
    }

    static void Copy(Prediction from, Prediction to)
    {
        to.Reset(from.Count, from.Holds);
        to.Add(1, from);
    }
}
