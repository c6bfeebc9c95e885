namespace Athanor.Learning;

/// <summary>One thread's passes through the networks of a set.</summary>
sealed unsafe class NetworkSetPass(NetworkSet networks) : IParametricPass
{
    readonly IFramePass _pass = IFramePass.Open();

    public double Predict(TrainingFrame frame, Span<double> rows) => _pass.Predict(frame.Features, networks, rows);

    public void Jacobian(TrainingFrame frame, float* matrix, int stride) => _pass.Jacobian(frame.Features, networks, matrix, stride);

    public void AddGradient(TrainingFrame frame, float energyCotangent, ReadOnlySpan<float> rowCotangents, float* gradient) =>
        _pass.AddGradient(frame.Features, networks, energyCotangent, rowCotangents, gradient);

    public void Dispose() => _pass.Dispose();
}
