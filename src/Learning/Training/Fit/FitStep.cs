namespace Athanor.Learning;

/// <summary>What one step of a fit reached.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Training">Residuals on the training frames.</param>
/// <param name="Validation">Residuals on the validation frames.</param>
/// <param name="Sigma">The likelihood under which the step was taken.</param>
/// <param name="Damping">Levenberg–Marquardt λ after the step; of a fit by gradients the learning rate.</param>
/// <param name="Prior">Precision α of the prior.</param>
/// <param name="Score">Negative log likelihood of the validation frames per label, under σ of their own; lower is better.</param>
public readonly record struct FitStep(int Step, Residuals Training, Residuals Validation, Likelihood Sigma, double Damping, double Prior, double Score);
