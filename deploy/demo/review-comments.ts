/**
 * What fictional clients say of the service: how they were received, never what became of their health, since a
 * testimonial about treatment may not be advertised.
 */
export const reviewComments: readonly string[] = [
  'Easy to talk to from the first minute.',
  'Always on time, and never in a hurry.',
  'I felt listened to, which was new to me.',
  'Explained each step in words I could follow.',
  'The video link worked and the reminders were handy.',
  'Warm, direct and very organised.',
  'Remembered the details from one week to the next.',
  'Asked at the end of every hour how it had been for me.',
  'Clear about fees and times from the start.',
  'I never felt judged.',
  'Gave me room to be quiet.',
  'Good humour in the right places.',
  'Said so when something was outside their field.',
  'Our hour was never interrupted.',
  'Straightforward to book, kind to meet.',
  'Sometimes a few minutes late, otherwise very attentive.',
  'I would have liked a shorter form beforehand.',
  'Took my questions seriously.',
];
